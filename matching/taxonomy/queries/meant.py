"""What a term that no skill is named by may mean: skills written alike, then near by meaning. To be confirmed."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from django.db import connection

from matching.engine.lexicon import fold, tokens
from matching.taxonomy.enums import AliasKind
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.queries.nearness import similar_skills
from matching.taxonomy.queries.search import Suggestion, suggest_by_id

NEAREST = 3
SURE = 0.55
FAR = 0.5
WRITTEN_ALIKE = 0.7

_WRITTEN_SQL = """
SELECT q.folded, n.skill_id, n.name, n.nearness FROM unnest(%s::text[]) AS q(folded)
CROSS JOIN LATERAL (
    SELECT a.skill_id, max(similarity(a.folded, q.folded)) AS nearness,
        (array_agg(a.folded ORDER BY similarity(a.folded, q.folded) DESC, a.folded))[1] AS name
    FROM taxonomy_skillalias a JOIN taxonomy_skill s ON s.id = a.skill_id AND s.is_active
    WHERE a.kind <> %s AND a.folded %% q.folded
    GROUP BY a.skill_id ORDER BY nearness DESC, a.skill_id LIMIT %s
) n ORDER BY q.folded, n.nearness DESC, n.skill_id
"""


def means_the_same(folded: str, name: str) -> bool:
    """Tell whether what is left of two names without the words they share is written alike, or nothing is left.

    "kubernets" is Kubernetes; "database management systems" are no fleet management systems.
    """
    left, right = ([token.folded for token in tokens(text)] for text in (folded, name))
    rest = ["".join(word for word in one if word not in other) for one, other in ((left, right), (right, left))]
    return not all(rest) or SequenceMatcher(None, rest[0], rest[1]).ratio() >= WRITTEN_ALIKE


def _written_alike(folded: Sequence[str]) -> dict[str, list[tuple[int, str, float]]]:
    """Return {folded text: [(skill, its name, similarity), …]}, the most similar first. One query."""
    found: dict[str, list[tuple[int, str, float]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN_SQL, [sorted(set(folded)), AliasKind.EVIDENCE, NEAREST])
        for text, skill, name, nearness in cursor.fetchall():
            found.setdefault(text, []).append((skill, name, nearness))
    return found


def weighed_skills(texts: Sequence[str], *, wait: float | None = None) -> list[dict[int, float]]:
    """Return for each term up to NEAREST skills with how sure they are, surest first; below SURE it is a guess.

    Skills named inside the term are sure, those written alike from SURE on. Near by meaning is always a guess, and
    better than a few letters in common. Two queries, four while names have to be read.
    """
    if not texts:
        return []
    written, lexicon = _written_alike([fold(text) for text in texts]), current_lexicon()
    similar = similar_skills(texts, most=NEAREST, wait=wait)
    found = []
    for text, near in zip(texts, similar, strict=True):
        folded = fold(text)
        sure = dict.fromkeys(lexicon.lookup(text)[0], 1.0)
        sure |= {skill: 1.0 for span in lexicon.find(text, denials=False) for skill in span.skills}
        guesses = dict.fromkeys(near, FAR)
        for skill, name, nearness in written.get(folded, []):
            if nearness >= SURE and means_the_same(folded, name):
                sure.setdefault(skill, nearness)
            else:
                guesses.setdefault(skill, min(nearness, FAR - 0.01))
        found.append(
            dict(list((sure | {pk: share for pk, share in guesses.items() if pk not in sure}).items())[:NEAREST])
        )
    return found


def perhaps_meant(
    texts: Sequence[str], *, language: str | None = None, wait: float | None = None
) -> dict[str, list[Suggestion]]:
    """Return for each term the skills to ask "did you mean …" about; terms that nothing is near to are left out.

    A few letters in common are no reason to ask. Three queries, five while names have to be read; none for no term.
    """
    weighed = weighed_skills(texts, wait=wait)
    wanted = [[skill for skill, share in near.items() if share >= FAR] for near in weighed]
    flat = dict.fromkeys(skill for skills in wanted for skill in skills)
    known = {found.skill_id: found for found in suggest_by_id(list(flat), language)}
    asked = {text: [known[pk] for pk in skills if pk in known] for text, skills in zip(texts, wanted, strict=True)}
    return {text: found for text, found in asked.items() if found}
