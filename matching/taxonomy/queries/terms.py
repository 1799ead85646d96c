"""What the editor of the unknown-term queue sees: terms by frequency, each with nearest skills and look-alikes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count

from core.enums import Language
from matching.engine.lexicon import scripts
from matching.taxonomy.enums import TermState
from matching.taxonomy.models import Skill, UnknownTerm
from matching.taxonomy.queries.meant import SURE, weighed_skills
from matching.taxonomy.queries.nearness import PATIENT

PER_PAGE = 20
ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class QueuedTerm:
    """A waiting term. `best` is what it most probably means, if anything is near enough to be offered for one key;
    `skills` are other near ones; `alike` other waiting terms that look the same; `labels` prefilled."""

    term: UnknownTerm
    best: Skill | None
    skills: list[Skill]
    alike: list[str]
    labels: dict[str, str]
    clusters: list[int]


@dataclass(frozen=True, slots=True)
class TermQueue:
    page: Page
    terms: list[QueuedTerm]
    counts: dict[str, int]
    last_decided: UnknownTerm | None


def label_guess(text: str) -> dict[str, str]:
    """Return what the three labels of a term probably are: a Latin name serves all, a Chinese one needs an English."""
    languages = scripts(text)
    if languages == (Language.EN,):
        return {"name_en": text, "name_zh_hant": text, "name_zh_hans": text}
    hant = text if Language.ZH_HANT in languages else ""
    hans = text if Language.ZH_HANS in languages else ""
    return {"name_en": "", "name_zh_hant": hant, "name_zh_hans": hans}


_ALIKE_SQL = """
SELECT t.id, o.text FROM taxonomy_unknownterm t
JOIN taxonomy_unknownterm o ON o.id <> t.id AND o.state = %s AND o.folded %% t.folded
    AND similarity(o.folded, t.folded) > %s
WHERE t.id = ANY(%s) ORDER BY t.id, o.seen DESC, o.folded
"""


def _grouped(sql: str, parameters: Sequence[Any]) -> dict[int, list[tuple[Any, ...]]]:
    """Return {term id: [the other columns, …]} in the order of the query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: dict[int, list[tuple[Any, ...]]] = {}
        for key, *values in cursor.fetchall():
            found.setdefault(key, []).append(tuple(values))
    return found


def nearest_skills(terms: Sequence[UnknownTerm]) -> dict[int, tuple[Skill | None, list[Skill]]]:
    """Return for each term the skill it most probably means, and other near ones, up to NEAREST together.

    What is a guess only (near by meaning, some letters in common) is never the first. Three queries.
    """
    weighed = weighed_skills([term.text for term in terms], wait=PATIENT)
    wanted = {term.pk: near for term, near in zip(terms, weighed, strict=True)}
    found = Skill.objects.filter(is_active=True).prefetch_related("clusters")
    skills = found.in_bulk({pk for near in wanted.values() for pk in near})
    split: dict[int, tuple[Skill | None, list[Skill]]] = {}
    for key, near in wanted.items():
        known = [(skills[pk], nearness) for pk, nearness in near.items() if pk in skills]
        best = known[0][0] if known and known[0][1] >= SURE else None
        split[key] = best, [skill for skill, _nearness in known if skill is not best]
    return split


def _clusters(best: Skill | None, others: list[Skill]) -> list[int]:
    return [cluster.pk for skill in [best, *others][:2] if skill is not None for cluster in skill.clusters.all()][:1]


def term_queue(page: str | int = 1) -> TermQueue:
    """Return one page of waiting terms, most frequent first; the number of queries does not grow with them."""
    waiting = UnknownTerm.objects.filter(state=TermState.PENDING).order_by("-seen", "folded")
    found = Paginator(waiting, PER_PAGE).get_page(page)
    terms = list(found.object_list)
    nearest = nearest_skills(terms)
    alike = _grouped(_ALIKE_SQL, [TermState.PENDING, ALIKE, [term.pk for term in terms]])
    counted = dict(UnknownTerm.objects.values_list("state").annotate(n=Count("id")))
    decided = UnknownTerm.objects.exclude(state=TermState.PENDING).filter(decided_at__isnull=False)
    return TermQueue(
        found,
        [
            QueuedTerm(
                term,
                *nearest[term.pk],
                [text for (text,) in alike.get(term.pk, [])[:5]],
                label_guess(term.text),
                _clusters(*nearest[term.pk]),
            )
            for term in terms
        ],
        {state: counted.get(state, 0) for state in TermState.values},
        decided.select_related("skill").order_by("-decided_at").first(),
    )
