"""Administration of people, organisations, memberships, invitations and consents."""

from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Consent, Invitation, Membership, Organisation, User
from accounts.queries.actor import actor_for
from accounts.services.people import follow_address
from accounts.services.signing_in import confirm_addresses, end_sessions, remove_factors
from core import audit
from core.admin import ReadOnlyAdmin, TickedLists

admin.site.unregister(Group)
admin.site.unregister((EmailAddress, Authenticator, UserSession))  # ours neither show secrets nor let them be typed


class MembershipInline(admin.TabularInline):
    """Live and ended roles; they change on the team page, where the rules of teams hold."""

    model = Membership
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "organisation", "role", "created_at", "ended_at")
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Membership]":
        return super().get_queryset(request).select_related("user", "organisation")


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People. Passwords and second factors are never shown or set here; rights are, and the trail records them."""

    list_display: Sequence[str] = ("email", "name", "is_organiser", "is_staff", "is_active", "is_demo", "date_joined")
    list_filter = ("is_organiser", "is_staff", "is_active", "is_demo", "language")
    search_fields = ("email", "family_name", "given_name", "preferred_name", "chinese_name")
    search_help_text = _("E-mail address or any part of a name")
    date_hierarchy = "date_joined"
    readonly_fields = ("date_joined", "last_login", "is_demo")
    fieldsets = (
        (None, {"fields": ("email", "is_active")}),
        (_("Name"), {"fields": ("family_name", "given_name", "preferred_name", "chinese_name", "name_order")}),
        (_("Rights"), {"fields": ("is_organiser", "is_staff")}),
        (_("Preferences"), {"fields": ("language", "theme")}),
        (_("Dates"), {"fields": ("date_joined", "last_login", "is_demo")}),
    )
    inlines = (MembershipInline,)
    WATCHED = frozenset({"email", "is_active", "is_organiser", "is_staff"})

    @admin.display(description=_("Name"), ordering="family_name")
    def name(self, user: User) -> str:
        return user.get_full_name()

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Save, and tell the trail which rights changed from what to what."""
        if not change:
            obj.set_unusable_password()
        changed = self.WATCHED & set(form.changed_data)
        super().save_model(request, obj, form, change)
        if change and "email" in changed:
            follow_address(user=obj, left=form.initial["email"], now=obj.email)
        if changed:
            audit.record(
                "change_person" if change else "add_person",
                obj,
                actor=actor_for(request.user, via="admin"),
                before={field: form.initial.get(field) for field in changed},
                after={field: getattr(obj, field) for field in changed},
            )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody deletes others by a click: people delete themselves, administrators make them inactive."""
        return False


@admin.register(Organisation)
class OrganisationAdmin(TickedLists):
    list_display: Sequence[str] = ("name_en", "name_zh_hant", "stage", "size", "cluster", "is_verified", "member_count")
    list_filter = ("stage", "size", "is_verified", "is_demo", "cluster")
    list_select_related = ("cluster",)
    search_fields = ("name_en", "name_zh_hant", "name_zh_hans", "slug")
    search_help_text = _("Name in any language")
    prepopulated_fields = {"slug": ("name_en",)}  # noqa: RUF012 - Django reads it from the class
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # noqa: RUF012 - Django reads it from the class
    readonly_fields = ("created_at",)
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Organisation]":
        live = Count("memberships", filter=Q(memberships__ended_at=None))
        return super().get_queryset(request).annotate(live_members=live)

    @admin.display(description=_("Members"), ordering="live_members")
    def member_count(self, organisation: Organisation) -> int:
        return organisation.live_members


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Roles change on the team page of the organisation, where the last owner is guarded."""

    list_display: Sequence[str] = ("organisation", "user", "role", "created_at", "ended_at")
    list_filter = ("role", ("ended_at", admin.EmptyFieldListFilter))
    list_select_related = ("organisation", "user")
    search_fields = ("organisation__name_en", "organisation__name_zh_hant", "user__email", "user__family_name")
    search_help_text = _("Organisation or person")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("email", "organisation", "role", "created_at", "expires_at", "accepted_at")
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("organisation",)
    search_fields = ("email", "organisation__name_en")
    search_help_text = _("Organisation or person")


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("user", "purpose", "text_version", "given_at", "withdrawn_at")
    list_filter = ("purpose", "text_version", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("user__email", "user__family_name")
    search_help_text = _("E-mail address or any part of a name")


class OwnedAdmin(ReadOnlyAdmin):
    """What belongs to a person, found by name or address."""

    list_select_related = ("user",)
    search_fields: Sequence[str] = ("user__email", "user__family_name", "user__given_name", "user__chinese_name")
    search_help_text = _("E-mail address or any part of a name")


@admin.register(EmailAddress)
class EmailAddressAdmin(OwnedAdmin):
    """Addresses change on the record of their person; whoever cannot read mail is confirmed here."""

    list_display: Sequence[str] = ("email", "user", "primary", "verified")
    list_filter = ("primary", "verified")
    search_fields: Sequence[str] = ("email", *OwnedAdmin.search_fields)
    actions = ("confirm",)

    @admin.action(description=_("Mark as confirmed"))
    def confirm(self, request: HttpRequest, queryset: "QuerySet[EmailAddress]") -> None:
        rows = queryset.select_related("user")
        done = confirm_addresses(addresses=rows, actor=actor_for(request.user, via="admin"))
        said = ngettext("%(n)s address is confirmed now.", "%(n)s addresses are confirmed now.", done)
        self.message_user(request, said % {"n": done}, messages.SUCCESS)


@admin.register(Authenticator)
class AuthenticatorAdmin(OwnedAdmin):
    """Which second factors people have, never their secrets. A lost one is taken away, and the person sets up anew."""

    list_display: Sequence[str] = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    fields = ("user", "type", "created_at", "last_used_at")
    actions = ("take_away",)

    @admin.action(description=_("Take away (the person lost it)"))
    def take_away(self, request: HttpRequest, queryset: "QuerySet[Authenticator]") -> None:
        rows = queryset.select_related("user")
        done = remove_factors(factors=rows, actor=actor_for(request.user, via="admin"))
        said = ngettext("%(n)s second factor is taken away.", "%(n)s second factors are taken away.", done)
        self.message_user(request, said % {"n": done}, messages.SUCCESS)


@admin.register(UserSession)
class UserSessionAdmin(OwnedAdmin):
    """Where people are signed in."""

    list_display: Sequence[str] = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    fields = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    search_fields: Sequence[str] = (*OwnedAdmin.search_fields, "ip")
    actions = ("end",)

    @admin.action(description=_("Sign out there"))
    def end(self, request: HttpRequest, queryset: "QuerySet[UserSession]") -> None:
        done = end_sessions(sessions=queryset.select_related("user"), actor=actor_for(request.user, via="admin"))
        self.message_user(request, ngettext("%(n)s session ended.", "%(n)s sessions ended.", done) % {"n": done})
