"""The skill list for editors: searched by any name, filtered by cluster and kind."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from matching.engine.lexicon import fold
from matching.taxonomy.enums import AliasKind
from matching.taxonomy.models import Cluster, Skill, SkillAlias, SkillRelation, VocabularyVersion
from matching.taxonomy.queries.lexicon import current_version
from matching.taxonomy.queries.search import find_skills

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class SkillList:
    page: Page
    clusters: list[Cluster]
    version: VocabularyVersion | None
    total: int


@dataclass(frozen=True, slots=True)
class SkillPage:
    """One skill with all its written forms by kind and what it is related to, (skill, percent), strongest first."""

    skill: Skill
    names: list[SkillAlias]
    evidence: list[SkillAlias]
    related: list[tuple[Skill, int]]


def list_skills(*, text: str = "", cluster: str = "", kind: str = "", page: str | int = 1) -> SkillList:
    """Return active skills whose names contain `text`, however written; five queries at most."""
    skills: QuerySet[Skill] = Skill.objects.filter(is_active=True)
    if fold(text):
        named = SkillAlias.objects.filter(folded__contains=fold(text)).exclude(kind=AliasKind.EVIDENCE)
        skills = skills.filter(Q(pk__in=find_skills(text)) | Q(pk__in=named.values("skill")))
    if cluster:
        skills = skills.filter(clusters__key=cluster)
    if kind:
        skills = skills.filter(kind=kind)
    names = Count("aliases__folded", filter=~Q(aliases__kind=AliasKind.EVIDENCE), distinct=True)
    listed = skills.annotate(names=names).prefetch_related("clusters").order_by("name_en", "id")
    return SkillList(
        Paginator(listed, PER_PAGE).get_page(page),
        list(Cluster.objects.all()),
        current_version(),
        Skill.objects.filter(is_active=True).count(),
    )


def skill_page(pk: int) -> SkillPage:
    """Return one skill with its names and relations. Raises Skill.DoesNotExist."""
    skill = Skill.objects.select_related("merged_into", "since").prefetch_related("clusters").get(pk=pk)
    shown: dict[tuple[str, str], SkillAlias] = {}
    for alias in skill.aliases.order_by("kind", "language", "id"):
        shown.setdefault((alias.folded, alias.text), alias)
    names = [alias for alias in shown.values() if alias.kind == AliasKind.ALIAS]
    evidence = [alias for alias in shown.values() if alias.kind == AliasKind.EVIDENCE]
    relations = SkillRelation.objects.filter(Q(source=skill) | Q(target=skill)).select_related("source", "target")
    related = [(r.target if r.source_id == skill.pk else r.source, r.strength) for r in relations]
    return SkillPage(skill, names, evidence, sorted(related, key=lambda pair: (-pair[1], pair[0].pk)))
