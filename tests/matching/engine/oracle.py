"""One pair scored straight from the records, by the words of docs/engine.md: slow and plain, without plans."""

from fractions import Fraction

from matching.engine import credits
from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.data import (
    PROOFS,
    CandidateRecord,
    Encoder,
    PostingRecord,
    RequirementLine,
    SkillItem,
    Vocabulary,
    Weights,
)
from matching.engine.features import pack_candidate, pack_posting


def dot(one, other) -> int:
    return sum(int(a) * int(b) for a, b in zip(one, other, strict=True))


def skill_vector(vocabulary: Vocabulary, encoder: Encoder, skill: int | None, text: str):
    if not skill:
        return encoder.vectors([text])[0]
    at = vocabulary.index([skill])[0]
    return vocabulary.vectors[at] if at >= 0 else [0] * encoder.dimensions


def strength(vocabulary: Vocabulary, one: int, other: int) -> int:
    if one == other:
        return 100
    a, b = vocabulary.index([one])[0], vocabulary.index([other])[0]
    if a < 0 or b < 0:
        return 0
    begin, end = vocabulary.offsets[a], vocabulary.offsets[a + 1]
    return {
        int(t): int(s) for t, s in zip(vocabulary.targets[begin:end], vocabulary.strengths[begin:end], strict=True)
    }.get(int(b), 0)


def item_credit(
    item: SkillItem, line: RequirementLine, vocabulary: Vocabulary, encoder: Encoder, weights: Weights
) -> int:
    if item.skill and line.skill:
        base = credits.percent(255, strength(vocabulary, item.skill, line.skill))
    else:
        product = dot(
            skill_vector(vocabulary, encoder, item.skill, item.text),
            skill_vector(vocabulary, encoder, line.skill, line.text),
        )
        base = credits.percent(credits.ramp(product, weights.near_low, weights.near_high), weights.near_max)
    level, proof = 100, weights.proof_steps[max(0, PROOFS.index(line.proof) - PROOFS.index(item.evidence))]
    if line.level and item.level:
        level = weights.level_steps[max(0, line.level - item.level)]
    elif line.level and line.level > 1:
        level = weights.level_unstated
    return int(Fraction(int(base) * level * proof, 10_000) + Fraction(1, 2))


def requirement_credit(
    person: CandidateRecord, line: RequirementLine, vocabulary: Vocabulary, encoder: Encoder, weights: Weights
) -> int:
    return max([0, *(item_credit(item, line, vocabulary, encoder, weights) for item in person.skills)])


def wish_credits(person: CandidateRecord, role: PostingRecord, weights: Weights) -> list[int]:
    sites = {part for site in person.wished_sites for part in (("hk", "sz") if site == "both" else (site,))}
    needs = {"hk": {"hk"}, "sz": {"sz"}, "both": {"hk", "sz"}, "remote": {"remote"}}[role.site]
    site = {0: 128 if role.site == "remote" else 0, len(needs): 255}.get(len(sites & needs), 128)
    cluster = 128 if role.cluster is None else 255 if role.cluster in person.wished_clusters else 0
    top = max(role.pay_min or 0, role.pay_max or 0)
    start = role.starts_from or role.starts_by
    return [
        site if sites else 255,
        255 if not person.wished_kinds or role.kind in person.wished_kinds else 0,
        cluster if person.wished_clusters else 255,
        int(credits.pay_credit(person.wished_pay or 0, top, weights)),
        int(
            credits.start_credit(
                person.available_from.toordinal() if person.available_from else 0,
                start.toordinal() if start else 0,
                weights,
            )
        ),
    ]


def score(
    person: CandidateRecord, role: PostingRecord, vocabulary: Vocabulary, encoder: Encoder, weights: Weights
) -> int:
    """Sum over the parts of round(most points x credit / full), the most points by largest remainder.

    Fine credits are rounded in fixed point, as `credits.points` does.
    """
    block = CandidateBlock.from_payloads([pack_candidate(person, vocabulary, encoder)])
    asked = PostingBlock.from_payloads([pack_posting(role, vocabulary, encoder)])
    profile, wanted = block.profile[0], asked.wanted[0]
    importance = {"must": weights.must, "should": weights.should, "nice": weights.nice}
    worth = [
        importance[line.importance] * int(vocabulary.specificity[vocabulary.index([line.skill or 0])[0]])
        if line.skill and vocabulary.index([line.skill])[0] >= 0
        else importance[line.importance] * 100
        for line in role.requirements
    ]
    spare = weights.few * weights.must * 100 if wanted.any() else 0
    scale = max(1, sum(worth) + spare)
    parts = [
        (part * weights.requirements, 255, requirement_credit(person, line, vocabulary, encoder, weights))
        for part, line in zip(worth, role.requirements, strict=True)
    ]
    titles = list(dict.fromkeys(title for title in role.titles if title.strip()))
    if titles:
        own = encoder.titles([title for title in person.titles if title.strip()])
        nearest = max([0, *(dot(a, b) for a in encoder.titles(titles) for b in own)])
        credit = int(credits.fine_ramp(nearest, weights.title_low, weights.title_high))
        parts.append((weights.title * scale, credits.FINE_ONE, credit))
    if role.text.strip():
        named = (*person.titles, *(item.text for item in person.skills))
        words = " ".join((*dict.fromkeys(name for name in named if name not in person.text), person.text))
        mine = dict(zip(*(part.tolist() for part in encoder.terms(words)), strict=True))
        theirs = dict(zip(*(part.tolist() for part in encoder.terms(role.text)), strict=True))
        common = sum(weight * mine.get(term, 0) for term, weight in theirs.items())
        meaning = dot(block.whole[0], asked.whole[0])
        parts.append((weights.text * scale, credits.FINE_ONE, int(credits.text_credit(meaning, common, weights))))
    shares = (weights.site, weights.kind, weights.cluster, weights.pay, weights.start)
    parts += [(share * scale, 255, c) for share, c in zip(shares, wish_credits(person, role, weights), strict=True)]
    if wanted.any():
        credit = int(credits.fine_ramp(dot(profile, wanted), weights.profile_low, weights.profile_high))
        parts.append((weights.profile * scale + weights.requirements * spare, credits.FINE_ONE, credit))
    total = sum(share for share, _, _ in parts)
    if not total:
        return 0
    exact = [Fraction(share * 10_000, total) for share, _, _ in parts]
    most = [int(value) for value in exact]
    for place in sorted(range(len(parts)), key=lambda i: (most[i] - exact[i], i))[: 10_000 - sum(most)]:
        most[place] += 1
    return sum(
        int(Fraction(top * c, full) + Fraction(1, 2)) if full == 255 else int(credits.points(top, c, full))
        for top, (_, full, c) in zip(most, parts, strict=True)
    )


def is_eligible(person: CandidateRecord, role: PostingRecord) -> bool:
    """Every check by stated facts only."""
    sites = {part for site in person.wished_sites for part in (("hk", "sz") if site == "both" else (site,))}
    needs = {"hk": {"hk"}, "sz": {"sz"}, "both": {"hk", "sz"}, "remote": set()}[role.site]
    had = {ability: max(level for a, level in person.languages if a == ability) for ability, _ in person.languages}
    fits = not sites or needs <= sites
    fits &= not person.wished_kinds or role.kind in person.wished_kinds
    fits &= all(had.get(ability, 9) >= level for ability, level in role.languages)
    for place, right, since, refuses in (
        ("hk", person.right_to_work_hk, person.right_to_work_hk_from, role.sponsors_hk is False),
        ("sz", person.right_to_work_cn, person.right_to_work_cn_from, role.sponsors_cn is False),
    ):
        refuses = refuses and not (place == "hk" and role.has_techtas_quota)
        if place in needs and refuses:
            fits &= right != "sponsor"
            fits &= not (right == "later" and since and role.starts_by and since > role.starts_by)
    fits &= not (person.available_from and role.starts_by and person.available_from > role.starts_by)
    fits &= not (person.available_until and role.starts_from and person.available_until < role.starts_from)
    return bool(fits)
