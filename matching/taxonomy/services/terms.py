"""The queue of unknown terms: what people typed that no skill is named by, and what editors decide about it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.enums import Language
from matching.engine.lexicon import fold
from matching.taxonomy.models import UnknownTerm
from matching.taxonomy.queries.lexicon import current_lexicon

MAX_LENGTH = 200
MAX_WORDS = 8


def is_term(folded: str) -> bool:
    """Tell whether a folded text is short enough to be a term rather than a sentence, and holds a letter."""
    return 0 < len(folded) <= MAX_LENGTH and len(folded.split()) <= MAX_WORDS and any(c.isalpha() for c in folded)


@transaction.atomic
def note_unknown_terms(texts: Iterable[tuple[str, str]], *, now: datetime | None = None) -> int:
    """Count the texts (text, language) that name no skill; return how many distinct terms were noted.

    Terms are compared folded. One that an editor has decided about is counted and keeps its decision. Sentences
    (more than MAX_WORDS words) are left out.
    """
    now = now or timezone.now()
    lexicon = current_lexicon()
    counted: dict[str, list] = {}
    for text, language in texts:
        folded = fold(text)
        if folded in counted:
            counted[folded][2] += 1
        elif is_term(folded) and not lexicon.lookup(text)[0]:
            counted[folded] = [" ".join(text.split())[:MAX_LENGTH], language, 1]
    known = {
        term.folded: term
        for term in UnknownTerm.objects.select_for_update().filter(folded__in=list(counted)).order_by("folded")
    }
    for folded, term in known.items():
        term.seen += counted[folded][2]
        term.last_seen_at = now
    UnknownTerm.objects.bulk_update(list(known.values()), ["seen", "last_seen_at"], batch_size=1000)
    fresh = [
        UnknownTerm(
            text=text,
            folded=folded,
            language=language if language in Language.values else Language.EN,
            seen=seen,
            first_seen_at=now,
            last_seen_at=now,
        )
        for folded, (text, language, seen) in sorted(counted.items())
        if folded not in known
    ]
    UnknownTerm.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    return len(counted)
