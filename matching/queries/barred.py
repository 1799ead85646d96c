"""Which pairs of a run stated facts rule out, and why, before anything is scored."""

from collections import Counter
from collections.abc import Callable
from math import ceil
from typing import Any

from django.db.models import F

from expo.models import Edition
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.eligibility import Rules, count_reasons
from matching.models import CandidateFeatures, PostingFeatures
from matching.queries.scope import postings_in_scope, profiles_in_scope

PIECES = 20
LEAST = 256


def barred_pairs(
    edition: Edition,
    scope: dict,
    rules: dict,
    *,
    vocabulary: int,
    engine: str,
    tell: Callable[[int, int], None] | None = None,
) -> dict[str, Any] | None:
    """Count, over the records whose features are up to date, the pairs left out by reason; two queries.

    Keys: candidates, postings (records read), pairs, eligible, by_reason (pairs by name of engine Reason, a pair may
    count under several), candidates_without and postings_without (records with no eligible counterpart). None when
    one side has no record ready. `tell` hears after each piece how many candidates of how many are counted.
    """
    current = {"vocabulary": vocabulary, "engine": engine}
    people = CandidateFeatures.objects.filter(
        profile__in=profiles_in_scope(edition).order_by(), computed_at__gte=F("profile__updated_at"), **current
    )
    roles = PostingFeatures.objects.filter(
        posting__in=postings_in_scope(edition, scope).order_by(), computed_at__gte=F("posting__updated_at"), **current
    )
    candidates = [bytes(payload) for payload in people.order_by("pk").values_list("payload", flat=True)]
    postings = [bytes(payload) for payload in roles.order_by("pk").values_list("payload", flat=True)]
    if not candidates or not postings:
        return None
    step = max(LEAST, ceil(len(candidates) / PIECES))
    block, chosen = PostingBlock.from_payloads(postings), Rules.from_json(rules)
    parts = []
    for start in range(0, len(candidates), step):
        if tell:
            tell(start, len(candidates))
        parts.append(count_reasons(CandidateBlock.from_payloads(candidates[start : start + step]), block, chosen))
    by_reason: Counter[str] = sum((Counter(part.by_reason) for part in parts), Counter())
    without = set.intersection(*(set(part.postings_without) for part in parts))
    return {
        "candidates": len(candidates),
        "postings": len(postings),
        "pairs": sum(part.pairs for part in parts),
        "eligible": sum(part.eligible for part in parts),
        "by_reason": {reason: number for reason, number in by_reason.items() if number},
        "candidates_without": sum(len(part.candidates_without) for part in parts),
        "postings_without": len(without),
    }
