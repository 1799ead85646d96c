"""Administration of runs and lists, to be read: runs change on the console. New reference rates may be added."""

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from matching.models import (
    CandidateFeatures,
    FreshMatchList,
    MatchChunk,
    MatchList,
    MatchRun,
    PairJudgement,
    PostingFeatures,
    PublishedRun,
    ReferenceRate,
    RunInput,
)


@admin.register(MatchRun)
class MatchRunAdmin(ReadOnlyAdmin):
    list_display = ("number", "edition", "state", "created_by", "signed_by", "started_at", "chunks_number")
    list_filter = ("state", "edition")
    list_select_related = ("edition", "created_by", "signed_by")
    search_fields = ("note", "inputs_hash", "result_hash", "fingerprint")
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[MatchRun]":
        return super().get_queryset(request).annotate(chunks_number=Count("chunks"))

    @admin.display(description=_("chunks of runs"), ordering="chunks_number")
    def chunks_number(self, run: MatchRun) -> int:
        return run.chunks_number  # type: ignore[attr-defined]  # annotated above


@admin.register(MatchChunk)
class MatchChunkAdmin(ReadOnlyAdmin):
    list_display = ("run", "number", "state", "attempts", "start", "stop", "done_at", "error")
    list_select_related = ("run",)
    list_filter = ("state",)
    search_fields = ("=run__number", "error")
    exclude = ("partial",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[MatchChunk]":
        return super().get_queryset(request).defer("partial")


class PackedAdmin(ReadOnlyAdmin):
    """Rows whose bytes are never read for a list: only their length is shown."""

    packed = "payload"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer(self.packed).annotate(size=Length(self.packed))

    def get_exclude(self, request: HttpRequest, obj: object = None) -> Sequence[str]:
        return (self.packed,)

    @admin.display(description=_("bytes"))
    def size(self, row: object) -> int:
        return row.size  # type: ignore[attr-defined]  # annotated above


@admin.register(RunInput)
class RunInputAdmin(PackedAdmin):
    list_display = ("run", "kind", "number", "start", "stop", "size")
    list_select_related = ("run",)
    search_fields = ("=run__number",)
    packed = "data"


@admin.register(CandidateFeatures)
class CandidateFeaturesAdmin(PackedAdmin):
    list_display = ("profile", "engine", "vocabulary", "computed_at", "size")
    list_select_related = ("profile",)
    search_fields = ("=profile__id", "input_hash")


@admin.register(PostingFeatures)
class PostingFeaturesAdmin(PackedAdmin):
    list_display = ("posting", "engine", "vocabulary", "computed_at", "size")
    list_select_related = ("posting",)
    search_fields = ("=posting__id", "input_hash")


@admin.register(MatchList)
class MatchListAdmin(PackedAdmin):
    list_display = ("run", "side", "owner_id", "size")
    list_select_related = ("run",)
    list_filter = ("side",)
    search_fields = ("=run__number", "=owner_id")
    show_full_result_count = False
    packed = "receipts"


@admin.register(FreshMatchList)
class FreshMatchListAdmin(PackedAdmin):
    list_display = ("edition", "side", "owner_id", "computed_at", "size")
    list_select_related = ("edition",)
    list_filter = ("side",)
    search_fields = ("=owner_id",)
    packed = "receipts"


@admin.register(PublishedRun)
class PublishedRunAdmin(ReadOnlyAdmin):
    list_display = ("edition", "run", "published_at")
    list_select_related = ("edition", "run")
    search_fields = ("edition__name_en", "edition__name_zh_hant", "edition__name_zh_hans", "=run__number")


@admin.register(PairJudgement)
class PairJudgementAdmin(ReadOnlyAdmin):
    list_display = ("run", "profile", "posting", "is_good", "judged_by", "judged_at")
    list_select_related = ("run", "profile", "posting", "judged_by")
    list_filter = ("is_good",)
    search_fields = ("=run__number", "note")


@admin.register(ReferenceRate)
class ReferenceRateAdmin(admin.ModelAdmin):
    """Dated figures: a new one is added, an old one stays as it was used."""

    list_display = ("kind", "value", "valid_from", "source")
    list_filter = ("kind",)
    search_fields = ("source",)

    def has_change_permission(self, request: HttpRequest, obj: ReferenceRate | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReferenceRate | None = None) -> bool:
        return False
