"""Administration of the kernel's tables: the trail is read only, mails may be sent again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, Model, QuerySet
from django.forms import CheckboxSelectMultiple, MultipleChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.models import AuditEvent, OutboxMail
from core.text import items
from core.trail import deed_in_words, way_in_words


class TickedLists(admin.ModelAdmin):
    """Lists of choices are ticked, not typed as codes."""

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return MultipleChoiceField(
                choices=db_field.base_field.choices,
                label=capfirst(db_field.verbose_name),
                required=not db_field.blank,
                widget=CheckboxSelectMultiple,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def listed(values: Iterable[object], choices: Iterable[tuple[Any, Any]]) -> str:
    """Return chosen values in the reader's words, parted as the reader's language does."""
    words = dict(choices)
    return items(words.get(value, value) for value in values) or "-"


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that people may look at and never change here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def kind_of_record(label: str) -> str:
    """Return the reader's name of a table, for "expo.posting"; one that is no more keeps its label."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


class KindOfRecordFilter(admin.AllValuesFieldListFilter):
    """The tables that a trail speaks of, by the reader's names for them."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield choice | {"display": kind_of_record(str(choice["display"]))}


class DeedFilter(admin.AllValuesFieldListFilter):
    """The verbs of a trail, by the reader's names for them."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield choice | {"display": deed_in_words(str(choice["display"]))}


class WayFilter(admin.AllValuesFieldListFilter):
    """The means of acting, by the reader's names for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("means")  # "by by way of" would stand above it

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield choice | {"display": way_in_words(str(choice["display"]))}


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display: Sequence[str] = ("at", "deed", "kind", "subject_id", "actor_id", "way", "organisation_id")
    fields: Sequence[str] = (
        "at",
        "deed",
        "kind",
        "subject_id",
        "actor_id",
        "organisation_id",
        "way",
        "request_id",
        "before",
        "after",
        "reason",
    )
    list_filter = (("verb", DeedFilter), ("subject_type", KindOfRecordFilter), ("via", WayFilter))
    search_fields = ("=subject_id", "=actor_id", "=request_id", "verb")
    search_help_text = _("Number of a subject or a person, number of a request, or a verb")
    date_hierarchy = "at"
    show_full_result_count = False

    @admin.display(description=_("what was done"), ordering="verb")
    def deed(self, event: AuditEvent) -> str:
        return deed_in_words(event.verb)

    @admin.display(description=_("by way of"), ordering="via")
    def way(self, event: AuditEvent) -> str:
        return way_in_words(event.via)

    @admin.display(description=_("kind of record"), ordering="subject_type")
    def kind(self, event: AuditEvent) -> str:
        return kind_of_record(event.subject_type)


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    """What went out when. The words are in the mailbox; codes to sign in are nobody's business but the receiver's."""

    list_display: Sequence[str] = ("created_at", "to", "words", "language", "attempts", "sent_at")
    fields: Sequence[str] = (
        "to",
        "words",
        "language",
        "created_at",
        "sent_at",
        "attempts",
        "next_try_at",
        "last_error",
    )
    list_filter = ("language", ("sent_at", admin.EmptyFieldListFilter))
    search_fields = ("to", "subject")
    search_help_text = _("Receiver or subject")
    date_hierarchy = "created_at"
    actions = ("send_again",)

    @admin.display(description=_("Subject"), ordering="subject")
    def words(self, mail: OutboxMail) -> str:
        return mail.without_secret(mail.subject)

    @admin.action(description=_("Try to send again"))
    def send_again(self, request: HttpRequest, queryset: "QuerySet[OutboxMail]") -> None:
        queryset.filter(sent_at=None).update(attempts=0, next_try_at=timezone.now())
