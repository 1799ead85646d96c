"""Imports as organisers see them: the list, one preview with its errors and samples, the columns and the template."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from accounts.models import User
from core.text import FALLBACK, pick, sentences
from expo.enums import ImportKind, ImportState
from expo.import_files.columns import CANDIDATES, COLUMNS, POSTINGS
from expo.import_files.completeness import missing_to_publish
from expo.import_files.messages import message_of, word_and_code
from expo.models import ImportBatch, Posting
from expo.models.profile import CandidateProfile
from matching.taxonomy.models import Cluster, Skill
from matching.taxonomy.queries.meant import perhaps_meant
from matching.taxonomy.queries.nearness import PATIENT
from matching.taxonomy.queries.search import Suggestion

PER_PAGE = 30
SAMPLES = 12
SHOWN_ERRORS = 200
SHOWN_TERMS = 12
LANGUAGES = ("en", "zh-hant", "zh-hans")
NEEDED = {POSTINGS: frozenset({"employer", "title_en"}), CANDIDATES: frozenset()}


@dataclass(frozen=True, slots=True)
class CellError:
    """One cell that is wrong: its row, the heading of its column, and how to mend it."""

    row: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class StaysDraft:
    """A new advert of a preview that is imported but not published, and why."""

    row: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One row as it would be written, or the advert `posting_id` as it stands. `skills` are (name, is it free text)."""

    row: int
    action: str
    title: str
    detail: str
    skills: list[tuple[str, bool]]
    posting_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportPage:
    batch: ImportBatch
    by: str
    notes: list[str]
    errors: list[CellError]
    more_errors: int
    drafts: list[StaysDraft]
    more_drafts: int
    samples: list[Sample]
    good: int
    changed_since: int
    unknown: list[tuple[str, list[Suggestion]]]
    more_unknown: int


def _position() -> int:
    language = get_language() or "en"
    return LANGUAGES.index(language) if language in LANGUAGES else 0


def heading_of(kind: str, key: str) -> str:
    """Return the heading of a column in the reader's language."""
    return next((c.headings[_position()] for c in COLUMNS[kind] if c.key == key), key)


def list_imports(page: str | int = 1) -> Page:
    """Return imports, newest first, without the rows they hold; two queries."""
    batches = ImportBatch.objects.select_related("edition").defer("rows", "errors", "options")
    return Paginator(batches, PER_PAGE).get_page(page)


def _title(kind: str, draft: dict[str, Any]) -> tuple[str, str]:
    fields = draft["fields"]
    if kind == POSTINGS:
        order = [code.replace("-", "_") for code in FALLBACK.get(get_language() or "en", FALLBACK["en"])]
        return next((t for code in order if (t := fields[f"title_{code}"])), ""), draft["employer"]["name"]
    user = draft["user"]
    name = " ".join(filter(None, (user["family_name"].upper(), user["given_name"]))) or user["preferred_name"]
    return name or user["chinese_name"] or fields["reference"].split(":")[-1], fields["headline"]


def _samples(batch: ImportBatch) -> list[Sample]:
    rows = batch.rows[:SAMPLES]
    part = "requirements" if batch.kind == ImportKind.POSTINGS else "skills"
    ids = {item["skill"] for row in rows for item in row["draft"][part] if item["skill"]}
    names = {pk: str(skill) for pk, skill in Skill.objects.in_bulk(ids).items()}
    samples = []
    for row in rows:
        title, detail = _title(batch.kind, row["draft"])
        skills = [(names.get(i["skill"]) or i["text"], not i["skill"]) for i in row["draft"][part][:12]]
        samples.append(Sample(row["row"], row["action"], title, detail, skills))
    return samples


def stays_draft(batch: ImportBatch) -> list[StaysDraft]:
    """Return the new adverts of a preview that publishing at once passes over, one by one."""
    if batch.kind != ImportKind.POSTINGS or not batch.options.get("publish"):
        return []
    found = []
    for row in batch.rows:
        missing = missing_to_publish(row["draft"]) if row["action"] == "create" else []
        if missing:
            why = sentences(message_of(code, {}) for code in missing)
            found.append(StaysDraft(row["row"], _title(batch.kind, row["draft"])[0], why))
    return found


def _written(batch: ImportBatch) -> list[Sample]:
    """Return the first adverts of an applied import as they stand now. People are not shown: their rows are gone."""
    if batch.state != ImportState.APPLIED or batch.kind != ImportKind.POSTINGS:
        return []
    changes = batch.changes.filter(object_type=Posting._meta.label_lower).order_by("row", "id")[:SAMPLES]
    by_id = {change.object_id: change for change in changes}
    rows = Posting.objects.filter(pk__in=by_id).select_related("organisation").prefetch_related("requirements__skill")
    samples = []
    for posting in sorted(rows, key=lambda posting: (by_id[posting.pk].row, posting.pk)):
        change = by_id[posting.pk]
        action = "create" if change.before is None else "update"
        skills = [(str(r.skill or r.text), r.skill is None) for r in list(posting.requirements.all())[:12]]
        samples.append(Sample(change.row, action, str(posting), str(posting.organisation), skills, posting.pk))
    return samples


def _changed_since(batch: ImportBatch) -> int:
    """Return how many of the import's records somebody has changed after it."""
    if batch.state != ImportState.APPLIED or batch.applied_at is None:
        return 0
    model: type[Model] = Posting if batch.kind == ImportKind.POSTINGS else CandidateProfile
    ids = batch.changes.filter(object_type=model._meta.label_lower).values("object_id")
    return sum(
        (updated - batch.applied_at).total_seconds() > 60
        for updated in model._default_manager.filter(pk__in=ids).values_list("updated_at", flat=True)
    )


def _errors_in_words(batch: ImportBatch) -> list[CellError]:
    """Return the errors to show; where clusters are listed, by name and key. A query where there are such."""
    shown = batch.errors[:SHOWN_ERRORS]
    names: dict[str, str] = {}
    if any(error["code"] == "cluster_unknown" for error in shown):
        names = {cluster.key: pick(cluster, "name")[0] for cluster in Cluster.objects.order_by("pk")}
    found = []
    for error in shown:
        params = error["params"]
        if error["code"] == "cluster_unknown":
            params = {**params, "choices": [word_and_code(names.get(key, ""), key) for key in params["choices"]]}
        text = message_of(error["code"], params)
        found.append(CellError(error["row"], heading_of(batch.kind, error["column"]), text))
    return found


def _unknown(batch: ImportBatch) -> list[str]:
    """Return the skills of the file that the vocabulary does not know, each once, while the import stands."""
    if batch.state not in {ImportState.PREVIEWED, ImportState.APPLIED}:
        return []
    return list(dict.fromkeys(text for text, _language in batch.options.get("unknown", [])))


def import_page(pk: int) -> ImportPage:
    """Return one import with everything in words. Raises ImportBatch.DoesNotExist."""
    batch = ImportBatch.objects.select_related("edition").get(pk=pk)
    by = User.objects.filter(pk=batch.created_by_id).first() if batch.created_by_id else None
    errors = _errors_in_words(batch)
    drafts, unknown = stays_draft(batch), _unknown(batch)
    meant = perhaps_meant(unknown[:SHOWN_TERMS], wait=PATIENT)
    return ImportPage(
        batch,
        str(by) if by else "",
        [message_of(note["code"], note["params"]) for note in batch.notes],
        errors,
        max(0, len(batch.errors) - SHOWN_ERRORS),
        drafts[:SHOWN_ERRORS],
        max(0, len(drafts) - SHOWN_ERRORS),
        _samples(batch) or _written(batch),
        len(batch.rows),
        _changed_since(batch),
        [(text, meant.get(text, [])) for text in unknown[:SHOWN_TERMS]],
        max(0, len(unknown) - SHOWN_TERMS),
    )


def template_rows(kind: str, language: str) -> tuple[list[str], list[str]]:
    """Return the headings in `language` and one example row."""
    position = LANGUAGES.index(language) if language in LANGUAGES else 0
    return [column.headings[position] for column in COLUMNS[kind]], [column.example for column in COLUMNS[kind]]


def template_csv(kind: str, language: str) -> bytes:
    """Return the template as CSV with a byte-order mark, which spreadsheet programs need for Chinese."""
    text = io.StringIO()
    csv.writer(text).writerows(template_rows(kind, language))
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(kind: str, language: str) -> bytes:
    """Return the template as a workbook with every cell as text."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in template_rows(kind, language):
        sheet.append(row)
    for number, heading in enumerate(template_rows(kind, language)[0], 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(2, number).number_format = "@"
        sheet.column_dimensions[get_column_letter(number)].width = max(14, len(heading) * 2)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns_of(kind: str) -> list[dict[str, Any]]:
    """Return the columns for the page: heading in the reader's language, other headings, example, what to heed."""
    position = _position()
    return [
        {
            "key": column.key,
            "heading": column.headings[position],
            "others": [h for i, h in enumerate(column.headings) if i != position and h != column.headings[position]],
            "example": column.example,
            "is_list": column.is_list,
            "is_needed": column.key in NEEDED[kind],
        }
        for column in COLUMNS[kind]
    ]
