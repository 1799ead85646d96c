"""Administration of editions, postings, profiles and what hangs on them. Searchable, and no list asks per row."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.queries.actor import actor_for
from core.admin import KindOfRecordFilter, ReadOnlyAdmin, TickedLists, kind_of_record, listed
from core.audit import record
from expo.enums import PostingKind, WorkSite
from expo.models import (
    CandidateProfile,
    CheckIn,
    Edition,
    EditionEmployer,
    Education,
    Experience,
    ImportBatch,
    ImportChange,
    Posting,
    PostingLanguage,
    ProfileLanguage,
    ProfileSkill,
    Registration,
    Requirement,
)
from expo.services.search_index import reindex_postings


class PartInline(admin.TabularInline):
    """Lines of a record, to be read: they change where their rules hold, on the pages of their owners."""

    extra = 0

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        found = super().get_queryset(request)
        return found.select_related("skill") if "skill" in {f.name for f in self.model._meta.fields} else found

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RequirementInline(PartInline):
    model = Requirement
    fields = ("position", "skill", "text", "importance", "level", "proof")


class PostingLanguageInline(PartInline):
    model = PostingLanguage


class ProfileSkillInline(PartInline):
    model = ProfileSkill
    fields = ("position", "skill", "text", "level", "evidence", "note")


class ProfileLanguageInline(PartInline):
    model = ProfileLanguage


class EducationInline(PartInline):
    model = Education


class ExperienceInline(PartInline):
    model = Experience


class RecordedAdmin(TickedLists):
    """Saves as Django does, and tells the trail which fields were changed."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(
            f"{obj._meta.model_name}.{'update' if change else 'create'}",
            obj,
            actor=actor_for(request.user, via="admin"),
            after={"fields": sorted(form.changed_data)},
        )

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing that others hang on is deleted by a click; it is closed or withdrawn."""
        return False


@admin.register(Edition)
class EditionAdmin(RecordedAdmin):
    """Names and days. The state changes on the organisers' page, where the workflow holds."""

    list_display: Sequence[str] = ("name_en", "state", "starts_on", "ends_on", "employer_count", "is_demo")
    list_filter = ("state", "is_demo")
    search_fields = ("name_en", "name_zh_hant", "name_zh_hans", "slug")
    search_help_text = _("Name in any language")
    readonly_fields = ("state", "is_demo", "created_at")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Edition]":
        return super().get_queryset(request).annotate(employer_total=Count("employers"))

    @admin.display(description=_("Employers"), ordering="employer_total")
    def employer_count(self, edition: Any) -> int:
        return int(edition.employer_total)


@admin.register(EditionEmployer)
class EditionEmployerAdmin(RecordedAdmin):
    list_display: Sequence[str] = ("organisation", "edition", "state", "booth")
    list_filter = ("state", "edition")
    list_select_related = ("organisation", "edition")
    autocomplete_fields = ("organisation", "edition")
    readonly_fields = ("created_at",)
    search_fields = ("organisation__name_en", "organisation__name_zh_hant", "organisation__name_zh_hans", "booth")
    search_help_text = _("Employer or booth")


@admin.register(Posting)
class PostingAdmin(RecordedAdmin):
    """Content. States change on the pages of employers and organisers; saving renews the search fields."""

    list_display: Sequence[str] = ("title", "organisation", "state", "kind", "site", "openings", "published_at")
    list_filter = ("state", "kind", "site", "function", "seniority", "edition", "is_demo")
    list_select_related = ("organisation",)
    autocomplete_fields = ("edition", "organisation", "cluster", "occupation")
    readonly_fields = ("state", "submitted_at", "published_at", "closed_at", "is_demo", "created_at", "updated_at")
    search_fields = ("title_en", "title_zh_hant", "title_zh_hans", "reference", "organisation__name_en")
    search_help_text = _("Title in any language, reference or employer")
    inlines = (RequirementInline, PostingLanguageInline)

    @admin.display(description=_("Title"), ordering="title_en")
    def title(self, posting: Posting) -> str:
        return str(posting)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Posting]":
        return super().get_queryset(request).defer("search_text", "search_bigrams", "search_skills")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, then let the search know."""
        super().save_related(request, form, formsets, change)
        reindex_postings([form.instance.pk])


@admin.register(CandidateProfile)
class CandidateProfileAdmin(admin.ModelAdmin):
    """Profiles belong to people: looked at here, changed by their owners only."""

    list_display: Sequence[str] = ("user", "headline", "visibility", "skill_count", "is_demo", "updated_at")
    list_filter = ("visibility", "is_demo", "language")
    list_select_related = ("user",)
    search_fields = (
        "user__email",
        "user__family_name",
        "user__given_name",
        "user__chinese_name",
        "headline",
        "reference",
    )
    search_help_text = _("Name, e-mail or headline")
    inlines = (ProfileSkillInline, ProfileLanguageInline, EducationInline, ExperienceInline)

    def get_fields(self, request: HttpRequest, obj: CandidateProfile | None = None) -> Sequence[str]:
        """Return the fields with lists of choices in words."""
        told = {"wished_sites": "sites", "wished_kinds": "kinds"}
        return [told.get(str(name), str(name)) for name in super().get_fields(request, obj)]

    @admin.display(description=_("sites"))
    def sites(self, profile: CandidateProfile) -> str:
        return listed(profile.wished_sites, WorkSite.choices)

    @admin.display(description=_("kinds"))
    def kinds(self, profile: CandidateProfile) -> str:
        return listed(profile.wished_kinds, PostingKind.choices)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[CandidateProfile]":
        return super().get_queryset(request).annotate(skill_total=Count("skills"))

    @admin.display(description=_("Skills"), ordering="skill_total")
    def skill_count(self, profile: Any) -> int:
        return int(profile.skill_total)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CandidateProfile | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CandidateProfile | None = None) -> bool:
        return False


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("profile", "person", "edition", "registered_at", "cancelled_at")
    list_filter = ("edition", ("cancelled_at", admin.EmptyFieldListFilter))
    list_select_related = ("profile__user", "edition")
    search_fields = ("profile__user__email", "profile__user__family_name", "profile__user__chinese_name")
    search_help_text = _("Name or e-mail address")

    @admin.display(description=_("person"))
    def person(self, registration: Registration) -> str:
        return str(registration.profile.user)


@admin.register(CheckIn)
class CheckInAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("registration", "person", "at", "source", "gate")
    list_filter = ("source", "gate")
    list_select_related = ("registration__profile__user",)
    search_fields = ("registration__profile__user__email", "registration__profile__user__family_name", "gate")
    search_help_text = _("Name or e-mail address")

    @admin.display(description=_("person"))
    def person(self, check_in: CheckIn) -> str:
        return str(check_in.registration.profile.user)


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """What was imported. Confirming and undoing are on the organisers' page."""

    list_display: Sequence[str] = ("filename", "kind", "edition", "state", "created_at", "applied_at", "undone_at")
    list_filter = ("kind", "state", "edition")
    list_select_related = ("edition",)
    search_fields = ("filename", "sha256")
    search_help_text = _("File name")
    exclude = ("rows",)


@admin.register(ImportChange)
class ImportChangeAdmin(ReadOnlyAdmin):
    """What each row of a file made or changed, so that a record can be traced to the import it came from."""

    list_display: Sequence[str] = ("batch", "row", "kind", "object_id")
    list_filter = (("object_type", KindOfRecordFilter),)
    list_select_related = ("batch",)
    search_fields = ("batch__filename", "=object_id")
    search_help_text = _("File name, or number of a record")
    show_full_result_count = False
    exclude = ("before",)

    @admin.display(description=_("kind of record"), ordering="object_type")
    def kind(self, change: ImportChange) -> str:
        return kind_of_record(change.object_type)
