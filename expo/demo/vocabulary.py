"""What the generator needs of the vocabulary, read once, in an order that is the same on every machine."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from matching.taxonomy.enums import AliasKind
from matching.taxonomy.models import Cluster, Occupation, Skill, SkillAlias, SkillRelation

LANGUAGES = ("en", "zh-hant", "zh-hans")
WORKING_KINDS = ("knowledge", "method", "tool")
# Names that keep their capital in the middle of an English sentence.
PROPER = {
    "Android", "Bayesian", "Chinese", "HarmonyOS", "Hong", "Huawei", "Internet", "Microsoft", "Raman", "Traditional", "WeChat", "Western",
}  # fmt: skip


@dataclass(slots=True)
class DemoSkill:
    """A skill with its written forms by language; the label comes first."""

    id: int
    kind: str
    forms: dict[str, list[str]]
    related: list[int] = field(default_factory=list)

    def label(self, language: str) -> str:
        return self.forms[language][0]

    def in_sentence(self, language: str) -> str:
        """Return the label as it stands inside a sentence: English common nouns lose their capital."""
        label = self.label(language)
        first = label.split()[0]
        common = self.kind in ("knowledge", "method", "soft") and first[1:].islower() and first not in PROPER
        return label[0].lower() + label[1:] if language == "en" and common and label != "Open RAN" else label

    def written(self, rng: Random, language: str) -> str:
        """Return the label, or now and then another way people write it."""
        forms = self.forms[language]
        return forms[0] if len(forms) == 1 or rng.random() < 0.7 else rng.choice(forms[1:])


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A role of the vocabulary; `skills` are skill ids, most typical first; pay in HKD a month."""

    id: int
    titles: dict[str, list[str]]
    cluster_id: int
    cluster: str
    function: str
    seniority: str
    years: tuple[int, int]
    qf_level: int
    internship: bool
    pay: tuple[int, int]
    skills: tuple[int, ...]


@dataclass(slots=True)
class DemoVocabulary:
    """Skills by id, roles by position, roles and skills of each cluster."""

    skills: dict[int, DemoSkill]
    roles: list[DemoRole]
    cluster_ids: dict[str, int]
    cluster_names: dict[str, dict[str, str]]
    skills_of_cluster: dict[str, list[int]]
    _names: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._names = {skill.label("en"): skill.id for skill in self.skills.values()}

    def named(self, name: str) -> int | None:
        """Return the id of the skill with this English name, if the vocabulary has it."""
        return self._names.get(name)

    def working(self, skills: Iterable[int]) -> list[int]:
        """Keep what one does or uses at work: no traits, spoken languages or certificates; all where that is too few."""
        known = [skill for skill in skills if skill in self.skills]
        kept = [skill for skill in known if self.skills[skill].kind in WORKING_KINDS]
        return kept if len(kept) >= 2 else known

    def words(self, skills: list[int], language: str) -> dict[str, str]:
        """Return {a}, {b} and {c} for the sentences of adverts and profiles."""
        labels = [self.skills[skill].in_sentence(language) for skill in skills]
        return {"a": labels[0], "b": labels[1 % len(labels)], "c": labels[-1]}

    def roles_of(self, cluster: str) -> list[DemoRole]:
        return [role for role in self.roles if role.cluster == cluster]


def load_demo_vocabulary() -> DemoVocabulary:
    """Read the whole vocabulary in a fixed order; six queries."""
    skills: dict[int, DemoSkill] = {}
    for row in Skill.objects.filter(is_active=True).order_by("id"):
        forms = {"en": [row.name_en], "zh-hant": [row.name_zh_hant], "zh-hans": [row.name_zh_hans]}
        skills[row.pk] = DemoSkill(row.pk, row.kind, forms)
    for alias in SkillAlias.objects.filter(kind=AliasKind.ALIAS, skill__in=skills).order_by("skill_id", "id"):
        forms = skills[alias.skill_id].forms[alias.language]
        if alias.text not in forms:
            forms.append(alias.text)
    for source, target in SkillRelation.objects.order_by("id").values_list("source_id", "target_id"):
        if source in skills and target in skills:
            skills[source].related.append(target)
            skills[target].related.append(source)
    clusters = list(Cluster.objects.order_by("position", "key"))
    members: dict[str, list[int]] = {cluster.key: [] for cluster in clusters}
    links = Skill.clusters.through.objects.order_by("skill_id", "cluster__key").values_list("cluster__key", "skill_id")
    for key, skill_id in links:
        if skill_id in skills:
            members[key].append(skill_id)
    return DemoVocabulary(
        skills=skills,
        roles=_load_roles(),
        cluster_ids={cluster.key: cluster.pk for cluster in clusters},
        cluster_names={
            c.key: {"en": c.name_en, "zh-hant": c.name_zh_hant, "zh-hans": c.name_zh_hans} for c in clusters
        },
        skills_of_cluster=members,
    )


def _load_roles() -> list[DemoRole]:
    rows = Occupation.objects.select_related("cluster").prefetch_related("aliases", "occupation_skills").order_by("id")
    roles = []
    for row in rows:
        titles = {"en": [row.name_en], "zh-hant": [row.name_zh_hant], "zh-hans": [row.name_zh_hans]}
        for alias in sorted(row.aliases.all(), key=lambda a: a.pk):
            if alias.text not in titles[alias.language]:
                titles[alias.language].append(alias.text)
        roles.append(
            DemoRole(
                id=row.pk,
                titles=titles,
                cluster_id=row.cluster_id,
                cluster=row.cluster.key,
                function=row.function,
                seniority=row.seniority,
                years=(row.years_min, row.years_max),
                qf_level=row.qf_level,
                internship=row.employment_type == "internship",
                pay=(row.pay_min, row.pay_max),
                skills=tuple(s.skill_id for s in sorted(row.occupation_skills.all(), key=lambda s: s.position)),
            )
        )
    return roles
