"""The verbs of an import: preview (reads and checks, writes nothing but the preview), apply, undo, drop."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.actor import Actor
from core.audit import record
from core.db import advisory_lock
from core.errors import NotAllowed
from expo.enums import ImportKind, ImportState
from expo.errors import ImportFileRefused, NothingToImport
from expo.import_files.limits import FileRefused
from expo.import_files.masking import mask_cells
from expo.import_files.messages import message_of
from expo.models import Edition, ImportBatch
from expo.policies import can_import
from expo.services.imports import write_candidates, write_postings
from expo.services.imports.check_candidates import check_candidate
from expo.services.imports.check_postings import check_posting
from expo.services.imports.context import Context, ImportOptions, load_context
from expo.services.imports.sandbox import read_in_child
from expo.workflows import IMPORT
from matching.engine.lexicon import squash
from matching.taxonomy.services.terms import forget_unknown_terms, note_unknown_terms

CHECKS = {ImportKind.POSTINGS: check_posting, ImportKind.CANDIDATES: check_candidate}
WRITERS = {ImportKind.POSTINGS: write_postings, ImportKind.CANDIDATES: write_candidates}
MOST_ERRORS = 500
PLANNED = ("create", "update", "same")


def preview_import(
    *, edition: Edition, kind: str, filename: str, data: bytes, options: ImportOptions, actor: Actor
) -> ImportBatch:
    """Read and check a file; return the preview, or the import that has already applied this very file.

    Raises ImportFileRefused where the file as a whole cannot be read, NotAllowed.
    """
    if not can_import(actor, edition):
        raise NotAllowed
    digest = hashlib.sha256(data).hexdigest()
    applied = ImportBatch.objects.filter(edition=edition, kind=kind, sha256=digest, state=ImportState.APPLIED).first()
    if applied is not None:
        return applied
    try:
        answer = read_in_child(kind, data)
    except FileRefused as refused:
        raise ImportFileRefused(str(message_of(refused.code, refused.params))) from refused
    context = load_context(edition, options)
    rows, errors = _check(kind, answer["rows"], context)
    rows, refusals = _plan(kind, edition, rows)
    errors = sorted(errors + refusals, key=lambda error: error["row"])
    counts = Counter(row["action"] for row in rows)
    bad = len({error["row"] for error in errors})
    return ImportBatch.objects.create(
        edition=edition,
        kind=kind,
        filename=filename.rsplit("/", 1)[-1][-200:],
        sha256=digest,
        rows=rows,
        errors=errors[:MOST_ERRORS],
        counts={"rows": len(answer["rows"]), **{name: counts[name] for name in PLANNED}, "bad": bad},
        notes=_notes(answer, context, rows),
        options={**options.to_json(), "unknown": sorted(set(context.unknown))},
        created_by_id=actor.user_id,
    )


def _check(kind: str, raw: list[dict[str, Any]], context: Context) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return drafts ({"row", "draft"}) and errors ({"row", "column", "code", "params"}), identity numbers masked."""
    check, writer = CHECKS[ImportKind(kind)], WRITERS[ImportKind(kind)]
    rows: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    first_at: dict[tuple[str, str], int] = {}
    for item in raw:
        cells, masks = mask_cells(item["cells"])
        context.note("masked", masks)
        before = len(context.unknown)
        draft, wrong = check(cells, context)
        if draft is not None:
            first = first_at.setdefault(writer.key_of(draft), item["row"])
            if first != item["row"]:
                wrong = [("reference", "row_twice", {"first": first})]
        errors += [{"row": item["row"], "column": c, "code": code, "params": p} for c, code, p in wrong]
        if draft is not None and not wrong:
            rows.append({"row": item["row"], "draft": draft})
        else:  # a row that is left out puts no terms into the queue
            del context.unknown[before:]
    return rows, errors


def _plan(kind: str, edition: Edition, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Add to each row what writing it would do; rows that may not be written become errors."""
    planned = WRITERS[ImportKind(kind)].actions(edition, [row["draft"] for row in rows])
    kept = [{**row, "action": action} for row, action in zip(rows, planned, strict=True) if action in PLANNED]
    refused = [
        {"row": row["row"], "column": "email", "code": action, "params": {}}
        for row, action in zip(rows, planned, strict=True)
        if action not in PLANNED
    ]
    return kept, refused


def _notes(answer: dict[str, Any], context: Context, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = []
    if answer["encoding"] not in ("", "utf-8", "utf-8-sig"):
        notes.append({"code": "encoding", "params": {"name": answer["encoding"]}})
    if answer["unread"]:
        notes.append({"code": "unread_columns", "params": {"names": [name[:80] for name in answer["unread"][:20]]}})
    notes += [{"code": code, "params": {"n": count}} for code, count in sorted(context.noted.items())]
    employers = [row["draft"].get("employer") for row in rows]
    made = {squash(employer["name"]) for employer in employers if employer and employer["id"] is None}
    if made:
        notes.append({"code": "new_employers", "params": {"n": len(made)}})
    unknown = len(set(context.unknown))
    return notes + ([{"code": "unknown_terms", "params": {"n": unknown}}] if unknown else [])


@transaction.atomic
def apply_import(*, batch: ImportBatch, actor: Actor, now: datetime | None = None) -> ImportBatch:
    """Write the rows of a preview, those with errors left out. Applying twice, or the same content, changes nothing.

    Raises NothingToImport, IllegalTransition (undone meanwhile), NotAllowed.
    """
    now = now or timezone.now()
    batch = ImportBatch.objects.select_for_update(of=["self"]).select_related("edition").get(pk=batch.pk)
    if not can_import(actor, batch.edition):
        raise NotAllowed
    if batch.state == ImportState.APPLIED:
        return batch
    target = IMPORT.check("apply", batch.state)
    advisory_lock(f"import:{batch.edition_id}:{batch.kind}")
    same = ImportBatch.objects.filter(
        edition=batch.edition, kind=batch.kind, sha256=batch.sha256, state=ImportState.APPLIED
    ).first()
    if same is not None:
        return same
    if not batch.rows:
        raise NothingToImport
    counts = WRITERS[ImportKind(batch.kind)].write(batch, batch.rows, now=now)
    if not counts["create"] + counts["update"]:
        batch.options["unknown"] = []
    note_unknown_terms(_unknown(batch), now=now)
    batch.counts = {**batch.counts, **counts}
    batch.rows, batch.state, batch.applied_at = [], target, now
    batch.save(update_fields=["rows", "counts", "options", "state", "applied_at"])
    record("import.apply", batch, actor=actor, after={"kind": batch.kind, "counts": batch.counts})
    return batch


def _unknown(batch: ImportBatch) -> list[tuple[str, str]]:
    """Return the terms (text, language) that the import put into the queue; kept so that undo takes them out again."""
    return [(text, language) for text, language in batch.options.get("unknown", [])]


@transaction.atomic
def undo_import(*, batch: ImportBatch, actor: Actor, now: datetime | None = None) -> ImportBatch:
    """Take a whole import back: what it made goes, what it changed is as before. Twice changes nothing.

    Raises IllegalTransition where it was never applied, NotAllowed.
    """
    batch = ImportBatch.objects.select_for_update(of=["self"]).select_related("edition").get(pk=batch.pk)
    if not can_import(actor, batch.edition):
        raise NotAllowed
    if batch.state == ImportState.UNDONE:
        return batch
    target = IMPORT.check("undo", batch.state)
    advisory_lock(f"import:{batch.edition_id}:{batch.kind}")
    counts = WRITERS[ImportKind(batch.kind)].take_back(list(batch.changes.order_by("-id")))
    forget_unknown_terms(_unknown(batch))
    batch.options["unknown"] = []
    batch.counts = {**batch.counts, **counts}
    batch.state, batch.undone_at = target, now or timezone.now()
    batch.save(update_fields=["counts", "options", "state", "undone_at"])
    batch.changes.all().delete()
    record("import.undo", batch, actor=actor, after={"kind": batch.kind, "counts": counts})
    return batch


@transaction.atomic
def drop_import(*, batch: ImportBatch, actor: Actor) -> None:
    """Throw a preview away with the rows it holds. Raises IllegalTransition where it was applied, NotAllowed."""
    batch = ImportBatch.objects.select_for_update(of=["self"]).select_related("edition").get(pk=batch.pk)
    if not can_import(actor, batch.edition):
        raise NotAllowed
    IMPORT.check("drop", batch.state)
    record("import.drop", batch, actor=actor, before={"kind": batch.kind})
    batch.delete()
