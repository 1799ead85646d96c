"""What checking a file needs to know of the database, read once per file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Organisation
from expo.models import Edition
from expo.services.imports.resolve import Resolver
from matching.engine.lexicon import squash
from matching.taxonomy.models import Cluster, Occupation, OccupationAlias, Skill
from matching.taxonomy.queries.lexicon import current_lexicon

SUFFIXES = ("en", "zh_hant", "zh_hans")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Choices that come with a file. `employer` serves rows that name none; `site` rows that name no place."""

    employer: str = ""
    create_employers: bool = False
    publish: bool = True
    site: str = "hk"

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ImportOptions":
        """Return the choices kept with an import; what else is kept there is passed over."""
        return cls(**{name: stored[name] for name in cls.__slots__})


@dataclass(slots=True)
class Context:
    """Look-ups by squashed names, and what the check noted: {code: count or texts}."""

    edition: Edition
    options: ImportOptions
    resolver: Resolver
    organisations: dict[str, int]
    clusters: dict[str, int]
    cluster_keys: dict[int, str]
    occupations: dict[str, Occupation]
    skill_clusters: dict[int, list[int]]
    noted: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)

    def note(self, code: str, count: int = 1) -> None:
        if count:
            self.noted[code] = self.noted.get(code, 0) + count


def _names(rows: Any) -> dict[str, int]:
    table: dict[str, int] = {}
    for row in rows:
        for suffix in SUFFIXES:
            if name := squash(getattr(row, f"name_{suffix}")):
                table.setdefault(name, row.pk)
    return table


def load_context(edition: Edition, options: ImportOptions) -> Context:
    """Read organisations, clusters, roles and the lexicon; eight queries."""
    organisations = list(Organisation.objects.order_by("id"))
    by_name = _names(organisations)
    for organisation in organisations:
        by_name.setdefault(squash(organisation.slug), organisation.pk)
    clusters = list(Cluster.objects.order_by("position", "id"))
    by_cluster = _names(clusters) | {squash(cluster.key.replace("_", " ")): cluster.pk for cluster in clusters}
    occupations = {row.pk: row for row in Occupation.objects.order_by("id")}
    titles = {name: occupations[pk] for name, pk in _names(occupations.values()).items()}
    for alias in OccupationAlias.objects.order_by("id"):
        titles.setdefault(squash(alias.text), occupations[alias.occupation_id])
    skill_clusters: dict[int, list[int]] = {}
    for skill_id, cluster_id in Skill.clusters.through.objects.order_by("id").values_list("skill_id", "cluster_id"):
        skill_clusters.setdefault(skill_id, []).append(cluster_id)
    return Context(
        edition,
        options,
        Resolver(current_lexicon()),
        by_name,
        by_cluster,
        {cluster.pk: cluster.key for cluster in clusters},
        titles,
        skill_clusters,
    )
