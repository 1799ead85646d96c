"""Imports of files: list, upload, preview, confirm, undo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.http import HtmxHttpRequest
from core.rights import requires
from expo.enums import ImportKind, ImportState
from expo.forms.imports import ImportForm
from expo.models import Edition, ImportBatch
from expo.policies import can_import
from expo.queries.imports import columns_of, import_page, list_imports, template_csv, template_xlsx
from expo.services.imports.verbs import apply_import, drop_import, preview_import, undo_import

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(can_import)
@require_safe
def import_list(request: HtmxHttpRequest) -> HttpResponse:
    """What has been imported, by whom, and whether it was taken back."""
    return render(request, "expo/import_list.html", {"page": list_imports(request.GET.get("page", "1"))})


@requires(can_import)
def import_new(request: HtmxHttpRequest) -> HttpResponse:
    """Choose a file; it is read and checked, nothing is written."""
    form = ImportForm(request.POST or None, request.FILES or None, initial=_initial(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data, file = form.cleaned_data, form.cleaned_data["file"]
            try:
                batch = preview_import(
                    edition=data["edition"], kind=data["kind"], filename=file.name, data=file.read(),
                    options=form.options, actor=request.actor,
                )  # fmt: skip
                if batch.state == ImportState.APPLIED:
                    messages.info(request, _("This very file is imported already. Importing it again changes nothing."))
                return redirect("expo:import_detail", batch.pk)
            except DomainError as error:
                form.add_error("file", str(error))
    columns = [(kind.label, kind.value, columns_of(kind.value)) for kind in ImportKind]
    return render(request, "expo/import_new.html", {"form": form, "columns": columns}, status=status)


def _initial(request: HtmxHttpRequest) -> dict[str, object]:
    kind = request.GET.get("kind", "")
    return {"kind": kind if kind in ImportKind.values else ImportKind.POSTINGS, "edition": Edition.objects.current()}


@requires(can_import)
@require_safe
def import_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One file: what it would change or has changed, its errors by row and cell."""
    try:
        page = import_page(pk)
    except ImportBatch.DoesNotExist as error:
        raise Http404 from error
    return render(request, "expo/import_detail.html", {"page": page, "batch": page.batch})


@requires(can_import)
@require_POST
def import_apply(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Write what the preview shows."""
    try:
        batch = apply_import(batch=get_object_or_404(ImportBatch, pk=pk), actor=request.actor)
        messages.success(request, _("Imported. One click below takes the whole import back."))
        return redirect("expo:import_detail", batch.pk)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:import_detail", pk)


@requires(can_import)
@require_POST
def import_undo(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a whole import back."""
    try:
        undo_import(batch=get_object_or_404(ImportBatch, pk=pk), actor=request.actor)
        messages.success(request, _("Taken back. Everything is as it was before the import."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expo:import_detail", pk)


@requires(can_import)
@require_POST
def import_drop(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Throw a preview away."""
    try:
        drop_import(batch=get_object_or_404(ImportBatch, pk=pk), actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("expo:import_detail", pk)
    messages.success(request, _("The preview is gone; nothing was imported."))
    return redirect("expo:import_list")


@requires(can_import)
@require_safe
def import_template(request: HtmxHttpRequest, kind: str, extension: str) -> HttpResponse:
    """The empty table with headings in the reader's language and one example."""
    if kind not in ImportKind.values or extension not in ("csv", "xlsx"):
        raise Http404
    language = get_language() or "en"
    if extension == "csv":
        response = HttpResponse(template_csv(kind, language), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(template_xlsx(kind, language), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}-{language}.{extension}"'
    return response
