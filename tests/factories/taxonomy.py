"""Makers of vocabulary."""

import factory

from core.enums import Language
from matching.engine.lexicon import fold
from matching.taxonomy.enums import AliasKind, JobFunction, Seniority, SkillKind
from matching.taxonomy.models import Cluster, Occupation, Skill, SkillAlias


class ClusterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cluster
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"cluster-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Cluster {o.key}")
    name_zh_hant = factory.LazyAttribute(lambda o: f"產業 {o.key}")
    name_zh_hans = factory.LazyAttribute(lambda o: f"产业 {o.key}")


class SkillFactory(factory.django.DjangoModelFactory):
    """A skill with its three labels as aliases; `aliases=["ML"]` adds more."""

    class Meta:
        model = Skill
        skip_postgeneration_save = True

    name_en = factory.Sequence(lambda n: f"Skill number {n}")
    name_zh_hant = factory.LazyAttribute(lambda o: f"技能{o.name_en}")
    name_zh_hans = factory.LazyAttribute(lambda o: f"技能{o.name_en}")
    kind = SkillKind.KNOWLEDGE

    @factory.post_generation
    def aliases(self, create: bool, extracted: list[str] | None, **kwargs: object) -> None:
        if not create:
            return
        labels = (
            (self.name_en, Language.EN),
            (self.name_zh_hant, Language.ZH_HANT),
            (self.name_zh_hans, Language.ZH_HANS),
        )
        for text, language in labels:
            SkillAliasFactory(skill=self, text=text, language=language, kind=AliasKind.LABEL)
        for text in extracted or []:
            SkillAliasFactory(skill=self, text=text)


class SkillAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillAlias

    skill = factory.SubFactory(SkillFactory)
    text = factory.Sequence(lambda n: f"alias {n}")
    folded = factory.LazyAttribute(lambda o: fold(o.text))
    language = Language.EN
    kind = AliasKind.ALIAS


class OccupationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Occupation

    name_en = factory.Sequence(lambda n: f"Role number {n}")
    name_zh_hant = factory.LazyAttribute(lambda o: f"職位{o.name_en}")
    name_zh_hans = factory.LazyAttribute(lambda o: f"岗位{o.name_en}")
    cluster = factory.SubFactory(ClusterFactory)
    function = JobFunction.TECHNOLOGY
    seniority = Seniority.MID
    years_min = 2
    years_max = 5
    qf_level = 5
    employment_type = "full_time"
    pay_min = 25000
    pay_max = 35000
    pay_basis = "own estimate"
