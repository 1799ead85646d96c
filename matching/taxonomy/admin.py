"""Administration of the vocabulary: read and searched here, changed on the editors' pages, where versions are made."""

from collections.abc import Sequence

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from matching.taxonomy.models import (
    AmbiguousTerm,
    Cluster,
    Occupation,
    OccupationAlias,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    UnknownTerm,
    VocabularyVersion,
)


class SkillAliasInline(admin.TabularInline):
    model = SkillAlias
    extra = 0
    can_delete = False
    fields = readonly_fields = ("text", "folded", "language", "kind")


class OccupationAliasInline(admin.TabularInline):
    model = OccupationAlias
    extra = 0
    can_delete = False
    fields = readonly_fields = ("text", "folded", "language")


class OccupationSkillInline(admin.TabularInline):
    model = OccupationSkill
    extra = 0
    can_delete = False
    fields = readonly_fields = ("position", "skill")


@admin.register(Cluster)
class ClusterAdmin(admin.ModelAdmin):
    list_display: Sequence[str] = ("name_en", "name_zh_hant", "name_zh_hans", "key", "position")
    search_fields = ("name_en", "name_zh_hant", "name_zh_hans", "key")
    search_help_text = _("Name in any language")


@admin.register(Skill)
class SkillAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("name_en", "name_zh_hant", "name_zh_hans", "kind", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name_en", "name_zh_hant", "name_zh_hans", "esco_uri")
    search_help_text = _("Name in any language")
    inlines = (SkillAliasInline,)


@admin.register(SkillRelation)
class SkillRelationAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("source", "target", "strength")
    list_select_related = ("source", "target")
    search_fields = ("source__name_en", "target__name_en")
    search_help_text = _("Name in any language")


@admin.register(Occupation)
class OccupationAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("name_en", "name_zh_hant", "cluster", "function", "seniority")
    list_filter = ("function", "seniority", "cluster")
    list_select_related = ("cluster",)
    search_fields = ("name_en", "name_zh_hant", "name_zh_hans")
    search_help_text = _("Name in any language")
    inlines = (OccupationAliasInline, OccupationSkillInline)


@admin.register(AmbiguousTerm)
class AmbiguousTermAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("term", "meanings", "rule_text")
    search_fields = ("term", "meanings")
    search_help_text = _("Term or meaning")


@admin.register(UnknownTerm)
class UnknownTermAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("text", "seen", "state", "skill", "last_seen_at")
    list_filter = ("state", "language")
    list_select_related = ("skill",)
    search_fields = ("text", "folded")
    search_help_text = _("Term or meaning")


@admin.register(VocabularyVersion)
class VocabularyVersionAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("number", "skills", "note", "created_at")
    search_fields = ("note", "sha256")
    search_help_text = _("Note or hash")
