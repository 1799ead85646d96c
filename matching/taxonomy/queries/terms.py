"""What the editor of the unknown-term queue sees: terms by frequency, each with nearest skills and look-alikes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count

from core.enums import Language
from matching.engine.lexicon import scripts
from matching.taxonomy.enums import AliasKind, TermState
from matching.taxonomy.models import Skill, UnknownTerm
from matching.taxonomy.queries.lexicon import current_lexicon

PER_PAGE = 20
NEAREST = 3
SIMILAR = 0.3
ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class QueuedTerm:
    """A waiting term. `skills` nearest first; `alike` other waiting terms that look the same; `labels` prefilled."""

    term: UnknownTerm
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


_NEAREST_SQL = """
SELECT t.id, n.skill_id FROM taxonomy_unknownterm t
CROSS JOIN LATERAL (
    SELECT a.skill_id, max(similarity(a.folded, t.folded)) AS nearness
    FROM taxonomy_skillalias a JOIN taxonomy_skill s ON s.id = a.skill_id AND s.is_active
    WHERE a.kind <> %s AND a.folded %% t.folded
    GROUP BY a.skill_id ORDER BY nearness DESC, a.skill_id LIMIT %s
) n WHERE t.id = ANY(%s) ORDER BY t.id, n.nearness DESC, n.skill_id
"""
_ALIKE_SQL = """
SELECT t.id, o.text FROM taxonomy_unknownterm t
JOIN taxonomy_unknownterm o ON o.id <> t.id AND o.state = %s AND similarity(o.folded, t.folded) > %s
WHERE t.id = ANY(%s) ORDER BY t.id, o.seen DESC, o.folded
"""


def _grouped(sql: str, parameters: Sequence[Any]) -> dict[int, list]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: dict[int, list] = {}
        for key, value in cursor.fetchall():
            found.setdefault(key, []).append(value)
    return found


def nearest_skills(terms: Sequence[UnknownTerm]) -> dict[int, list[Skill]]:
    """Return up to NEAREST skills for each term: named inside it first, then written alike. Three queries."""
    ids = [term.pk for term in terms]
    alike = _grouped(_NEAREST_SQL, [AliasKind.EVIDENCE, NEAREST, ids])
    lexicon = current_lexicon()
    wanted: dict[int, list[int]] = {}
    for term in terms:
        inside = [skill for span in lexicon.find(term.text) for skill in span.skills]
        wanted[term.pk] = list(dict.fromkeys(inside + alike.get(term.pk, [])))[:NEAREST]
    found = Skill.objects.filter(is_active=True).prefetch_related("clusters")
    skills = found.in_bulk({pk for pks in wanted.values() for pk in pks})
    return {key: [skills[pk] for pk in pks if pk in skills] for key, pks in wanted.items()}


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
                nearest[term.pk],
                alike.get(term.pk, [])[:5],
                label_guess(term.text),
                [cluster.pk for skill in nearest[term.pk][:1] for cluster in skill.clusters.all()],
            )
            for term in terms
        ],
        {state: counted.get(state, 0) for state in TermState.values},
        decided.select_related("skill").order_by("-decided_at").first(),
    )
