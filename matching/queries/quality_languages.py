"""Do the same people and roles rank alike whichever language they are written in? Measured without a database.

People and openings are drawn from the vocabulary's own files and written three times, with the names that the files
hold for each language; a fixed seed decides who knows what. Nothing but the words differs between the three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching.engine.blocks import CandidateBlock, PostingBlock
from matching.engine.context import ContextEncoder, make_vocabulary
from matching.engine.data import CandidateRecord, PostingRecord, RequirementLine, SkillItem, Vocabulary, Weights
from matching.engine.embedding import StaticModel
from matching.engine.features import pack_candidate, pack_posting
from matching.engine.lexicon import EVIDENCE, Lexicon, Name
from matching.engine.metrics import overlap
from matching.engine.topk import match
from matching.engine.wording import Wording
from matching.queries.features import with_skills_of_text
from matching.taxonomy.queries.encoder import make_encoder
from matching.taxonomy.services.seed import RoleRow, SkillRow, VocabularyFiles, read_files

LANGUAGES = ("en", "zh-hant", "zh-hans")
TOP = 10
SEED = 20261127
KNOWN_SHARE, OTHERS, TOLD = 0.7, 3, 2
SPOKEN = {
    "en": ("I have worked as {role}. Every day I use {skills}. I like to learn.", " and "),
    "zh-hant": ("我曾任職{role}。我每天使用{skills}。我喜歡學習。", "和"),
    "zh-hans": ("我曾任职{role}。我每天使用{skills}。我喜欢学习。", "和"),
}
ASKED = {
    "en": ("We are looking for a colleague: {role}. The work needs {skills}. Good team.", " and "),
    "zh-hant": ("我們正在招聘一位同事：{role}。工作需要{skills}。團隊良好。", "和"),
    "zh-hans": ("我们正在招聘一位同事：{role}。工作需要{skills}。团队良好。", "和"),
}


@dataclass(frozen=True, slots=True)
class Tongues:
    """The vocabulary of our own files as the engine sees it."""

    view: Vocabulary
    encoder: ContextEncoder
    lexicon: Lexicon
    skills: tuple[SkillRow, ...]
    roles: tuple[RoleRow, ...]

    @classmethod
    def read(cls, files: VocabularyFiles | None = None) -> "Tongues":
        """Read our own files. Raises ValueError where the package with the vectors is missing."""
        files = files or read_files()
        skills = sorted(files.skills, key=lambda row: row.id)
        place = {row.name_en: at for at, row in enumerate(skills)}
        model = make_encoder([row.name_en for row in skills])
        if not isinstance(model, StaticModel):
            raise ValueError("the package wordllama is not installed")
        names = [list(dict.fromkeys([row.name_en, *(alias.text for alias in row.aliases)])) for row in skills]
        asked = [{place[skill]: 1.0 for skill in role.skills} for role in files.roles]
        view = make_vocabulary([row.id for row in skills], names, [""] * len(skills), asked, model)
        titles = [alias.text for role in files.roles for alias in role.aliases]
        known = [(alias.text, str(role.values["name_en"])) for role in files.roles for alias in role.aliases]
        known += [(alias.text, row.name_en) for row in skills for alias in row.aliases if alias.kind != EVIDENCE]
        lexicon = Lexicon([Name(row.id, alias.text, alias.kind) for row in skills for alias in row.aliases])
        encoder = ContextEncoder(model, view, titles, Wording(known))
        return cls(view, encoder, lexicon, tuple(skills), tuple(files.roles))


def name_of(row: SkillRow, language: str) -> str:
    """Return the name of a skill in a language."""
    return {"en": row.name_en, "zh-hant": row.name_zh_hant, "zh-hans": row.name_zh_hans}[language]


def other_name(row: SkillRow, language: str) -> str:
    """Return what people call a skill in running text: another name in this language where there is one."""
    names = [alias.text for alias in row.aliases if alias.language == language and alias.kind == "alias"]
    return names[0] if names else name_of(row, language)


@dataclass(frozen=True, slots=True)
class Pool:
    """Who knows what and which role asks for what, in no language yet: skills by place in `Tongues.skills`."""

    people: tuple[tuple[RoleRow, tuple[int, ...], tuple[int, ...]], ...]
    roles: tuple[tuple[RoleRow, tuple[int, ...], tuple[int, ...]], ...]


def draw_pool(tongues: Tongues, people: int, generator: np.random.Generator) -> Pool:
    """Draw people after roles: most of a role's skills, some others, two of them told in the text only."""
    place = {row.name_en: at for at, row in enumerate(tongues.skills)}
    drawn, everyone = [], len(tongues.skills)
    for at in generator.integers(0, len(tongues.roles), people).tolist():
        role = tongues.roles[at]
        own = [place[skill] for skill in role.skills]
        kept = generator.permutation(own)[: max(2, round(KNOWN_SHARE * len(own)))].tolist()
        stated = [*kept[TOLD:], *generator.integers(0, everyone, OTHERS).tolist()]
        drawn.append((role, tuple(stated), tuple(kept[:TOLD])))
    asked = [(role, tuple(place[skill] for skill in role.skills)) for role in tongues.roles]
    return Pool(tuple(drawn), tuple((role, own[:-TOLD] or own, own[-TOLD:]) for role, own in asked))


def _told(tongues: Tongues, frame: Mapping[str, tuple[str, str]], role: str, skills: Sequence[int], to: str) -> str:
    text, joint = frame[to]
    return text.format(role=role, skills=joint.join(other_name(tongues.skills[at], to) for at in skills))


def written(tongues: Tongues, pool: Pool, language: str, *, listed: bool) -> tuple[CandidateBlock, PostingBlock]:
    """Write a pool in one language and pack it. Without `listed`, no skill stands in a list: all is told in texts."""

    def known(at: int) -> tuple[int | None, str]:
        text = name_of(tongues.skills[at], language)
        found = tongues.lexicon.lookup(text)[0]
        return (found[0] if found else None), text

    def title(role: RoleRow) -> str:
        return str(role.values["name_" + language.replace("-", "_")])

    people, roles = [], []
    for number, (role, stated, told) in enumerate(pool.people, 1):
        items = tuple(SkillItem(*known(at)) for at in dict.fromkeys(stated)) if listed else ()
        text = _told(tongues, SPOKEN, title(role), told if listed else (*told, *stated), language)
        record = CandidateRecord(id=number, skills=items, titles=(title(role),), text=text)
        people.append(pack_candidate(with_skills_of_text(record, tongues.lexicon), tongues.view, tongues.encoder))
    for number, (role, wanted, told) in enumerate(pool.roles, 1):
        lines = tuple(RequirementLine(*known(at)) for at in wanted) if listed else ()
        text = _told(tongues, ASKED, title(role), told if listed else (*told, *wanted), language)
        opening = PostingRecord(id=number, titles=(title(role),), text=text, requirements=lines)
        roles.append(pack_posting(opening, tongues.view, tongues.encoder))
    return CandidateBlock.from_payloads(people), PostingBlock.from_payloads(roles)


def best_ten(people: CandidateBlock, roles: PostingBlock, view: Vocabulary) -> tuple[list[list[int]], list[list[int]]]:
    """Return the ten best roles of each person and the ten best people of each role."""
    found = match(people, roles, view, Weights(), k=TOP, receipts=False)
    sides = (found.candidate_lists, found.posting_lists)
    return tuple([list(map(int, others)) for _, others, _, _ in lists.rows()] for lists in sides)  # type: ignore[return-value]  # two sides


@dataclass(frozen=True, slots=True)
class Alike:
    """Mean overlap of the ten best between two ways of writing, for people's lists and for roles' lists."""

    one: str
    other: str
    roles: float
    people: float


def _alike(one: str, other: str, a: tuple[list[list[int]], ...], b: tuple[list[list[int]], ...]) -> Alike:
    shares = []
    for mine, theirs in zip(a, b, strict=True):
        shares.append(float(np.mean([overlap(x, y) for x, y in zip(mine, theirs, strict=True)])))
    return Alike(one, other, *shares)


def languages_alike(tongues: Tongues, pool: Pool, *, listed: bool = True) -> tuple[list[Alike], list[Alike]]:
    """Return how alike the lists are: everything in one language against everything in another; then people in
    Chinese against people in English, for the same English openings."""
    blocks = {code: written(tongues, pool, code, listed=listed) for code in LANGUAGES}
    same = {code: best_ten(*blocks[code], tongues.view) for code in LANGUAGES}
    mixed = {code: best_ten(blocks[code][0], blocks["en"][1], tongues.view) for code in LANGUAGES}
    whole = [_alike(a, b, same[a], same[b]) for a, b in combinations(LANGUAGES, 2)]
    return whole, [_alike(code, "en", mixed[code], mixed["en"]) for code in LANGUAGES[1:]]
