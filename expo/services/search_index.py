"""What the search over openings reads: the folded text, its two-character Chinese pieces, and its skills.

Written on every save of a posting and in bulk by imports and the demo. Folding makes Traditional and Simplified,
full-width and half-width, upper and lower case the same, for searching only; texts are never rewritten.
"""

from collections.abc import Iterable

from expo.enums import PostingKind, WorkSite
from expo.models import Posting, Requirement
from expo.search_text import chinese_bigrams, search_form
from matching.engine.lexicon import EVIDENCE, Lexicon
from matching.taxonomy.models import Skill
from matching.taxonomy.queries.lexicon import current_lexicon

BATCH = 500
SUFFIXES = ("en", "zh_hant", "zh_hans")
# Words people type for a place or a kind, whichever language the advert is written in.
SITE_WORDS: dict[str, str] = {
    WorkSite.HK: "Hong Kong 香港",
    WorkSite.SZ: "Shenzhen 深圳",
    WorkSite.BOTH: "Hong Kong Shenzhen 香港 深圳",
    WorkSite.REMOTE: "Remote 遙距 远程",
}
KIND_WORDS: dict[str, str] = {
    PostingKind.JOB: "Job 職位 岗位",
    PostingKind.GRADUATE: "Graduate programme trainee 畢業生 见习 管培生",
    PostingKind.INTERNSHIP: "Internship intern 實習 实习",
}


def _names(obj: object, field: str) -> list[str]:
    return [getattr(obj, f"{field}_{suffix}") for suffix in SUFFIXES]


def _named_skills(texts: Iterable[str], lexicon: Lexicon) -> set[int]:
    """Return the skills that running texts name; what they only suggest or deny is left out."""
    spans = lexicon.find("\n\n".join(filter(None, texts)))
    return {skill for span in spans if span.kind != EVIDENCE and not span.denied for skill in span.skills}


def index_posting(posting: Posting, requirements: Iterable[Requirement], lexicon: Lexicon) -> None:
    """Fill the three search fields of `posting` in memory; `requirements` come with their skills."""
    asked = list(requirements)
    own = _names(posting, "title") + _names(posting, "description") + [item.text for item in asked]
    texts = own + _names(posting.organisation, "name")
    if posting.occupation is not None:
        texts += _names(posting.occupation, "name")
    for requirement in asked:
        if requirement.skill is not None:
            texts += _names(requirement.skill, "name")
    texts += [SITE_WORDS[posting.site], KIND_WORDS[posting.kind]]
    folded = " | ".join(dict.fromkeys(form for text in texts if (form := search_form(text))))
    posting.search_text = f" {folded} "
    posting.search_bigrams = chinese_bigrams(folded)
    required = {requirement.skill_id for requirement in asked if requirement.skill_id is not None}
    posting.search_skills = sorted(required | _named_skills(own, lexicon))


def reindex_postings(ids: Iterable[int]) -> int:
    """Recompute the search fields of these postings, 500 at a time; return how many were written."""
    wanted, written = sorted(set(ids)), 0
    lexicon = current_lexicon()
    for start in range(0, len(wanted), BATCH):
        postings = list(
            Posting.objects.filter(pk__in=wanted[start : start + BATCH])
            .select_related("organisation", "occupation")
            .prefetch_related("requirements__skill")
            .order_by("pk")
        )
        for posting in postings:
            index_posting(posting, posting.requirements.all(), lexicon)
        written += Posting.objects.bulk_update(postings, ["search_text", "search_bigrams", "search_skills"])
    return written


def reindex_skill(skill: Skill) -> int:
    """Recompute every posting that asks for `skill`, after its names changed or it was merged."""
    return reindex_postings(Requirement.objects.filter(skill=skill).values_list("posting_id", flat=True))
