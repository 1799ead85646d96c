"""Writes drafts of openings in bulk, and takes them back. Called inside a transaction by `verbs`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from accounts.models import Organisation
from expo.enums import EmployerState, PostingState
from expo.import_files.completeness import missing_to_publish
from expo.models import Edition, EditionEmployer, ImportBatch, ImportChange, Posting, PostingLanguage, Requirement
from expo.services.announce import postings_changed
from expo.services.imports.context import ImportOptions
from expo.services.search_index import index_posting
from matching.engine.lexicon import squash
from matching.taxonomy.models import Occupation, Skill
from matching.taxonomy.queries.lexicon import current_lexicon

Draft = dict[str, Any]
BATCH = 1000
DATES = ("starts_from", "starts_by")
TYPE = "expo.posting"


def key_of(draft: Draft) -> tuple[str, str]:
    """Return what makes two rows the same advert: employer and reference."""
    return squash(draft["employer"]["name"]), draft["fields"]["reference"]


def _field_values(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the draft's fields as model values, foreign keys by id."""
    values = {name: value for name, value in fields.items() if name not in ("cluster", "occupation")}
    values |= {name: date.fromisoformat(fields[name]) if fields[name] else None for name in DATES}
    values["pay_months"] = Decimal(fields["pay_months"]) if fields["pay_months"] else None
    return values | {"cluster_id": fields["cluster"], "occupation_id": fields["occupation"]}


def snapshot(posting: Posting) -> dict[str, Any]:
    """Return what an import writes of a posting (requirements and languages prefetched), JSON-ready."""
    names = [
        *("reference", "kind", "function", "seniority", "language", "site", "openings", "pay_min", "pay_max"),
        *("pay_currency", "pay_period", "sponsors_hk", "has_techtas_quota", "sponsors_cn"),
        *(f"{part}_{code}" for part in ("title", "description") for code in ("en", "zh_hant", "zh_hans")),
    ]
    fields = {name: getattr(posting, name) for name in names}
    fields |= {name: value.isoformat() if (value := getattr(posting, name)) else None for name in DATES}
    fields |= {"cluster": posting.cluster_id, "occupation": posting.occupation_id}
    months = posting.pay_months
    fields["pay_months"] = format(months.normalize(), "f") if months is not None else None
    return {
        "fields": fields,
        "requirements": [
            {"skill": r.skill_id, "text": r.text, "importance": r.importance, "level": r.level}
            for r in sorted(posting.requirements.all(), key=lambda r: (r.position, r.pk))
        ],
        "languages": [
            {"ability": r.ability, "level": r.level, "is_required": r.is_required, "reason": r.reason}
            for r in sorted(posting.languages.all(), key=lambda r: r.pk)
        ],
    }


def _content(draft: Draft) -> dict[str, Any]:
    months = draft["fields"]["pay_months"]
    fields = draft["fields"] | {"pay_months": format(Decimal(months).normalize(), "f") if months else None}
    return {"fields": fields, "requirements": draft["requirements"], "languages": draft["languages"]}


def present(edition: Edition, references: Iterable[str]) -> dict[tuple[int, str], Posting]:
    """Return the adverts of the edition by (organisation, reference), with what `snapshot` reads. Three queries."""
    found = Posting.objects.filter(edition=edition, reference__in=set(references))
    rows = found.select_related("organisation").prefetch_related("requirements", "languages").order_by("pk")
    return {(posting.organisation_id, posting.reference): posting for posting in rows}


def actions(edition: Edition, drafts: Sequence[Draft]) -> list[str]:
    """Return for each draft what writing it would do: create, update or same."""
    existing = present(edition, (draft["fields"]["reference"] for draft in drafts))
    planned = []
    for draft in drafts:
        posting = existing.get((draft["employer"]["id"] or 0, draft["fields"]["reference"]))
        if posting is None:
            planned.append("create")
        else:
            planned.append("same" if snapshot(posting) == _content(draft) else "update")
    return planned


def _employers(edition: Edition, drafts: Sequence[Draft], batch: ImportBatch) -> dict[str, Organisation]:
    """Return the organisations by squashed name, made where the file's options allowed it, all part of the edition."""
    ids = {draft["employer"]["id"] for draft in drafts if draft["employer"]["id"]}
    by_id = Organisation.objects.in_bulk(ids)
    table: dict[str, Organisation] = {}
    changes: list[ImportChange] = []
    for draft in drafts:
        name = draft["employer"]["name"]
        if squash(name) in table:
            continue
        organisation = by_id.get(draft["employer"]["id"])
        if organisation is None:
            organisation = Organisation.objects.create(slug=_free_slug(name), name_en=name, sites=[])
            changes.append(_change(batch, 0, organisation, None))
        table[squash(name)] = organisation
    present_ids = set(EditionEmployer.objects.filter(edition=edition).values_list("organisation_id", flat=True))
    newcomers = EditionEmployer.objects.bulk_create(
        EditionEmployer(edition=edition, organisation_id=pk, state=EmployerState.CONFIRMED)
        for pk in sorted({organisation.pk for organisation in table.values()} - present_ids)
    )
    changes += [_change(batch, 0, employer, None) for employer in newcomers]
    ImportChange.objects.bulk_create(changes, batch_size=BATCH)
    return table


def _free_slug(name: str) -> str:
    base = slugify(name)[:60] or "employer"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def _change(batch: ImportBatch, row: int, obj: Any, before: dict[str, Any] | None) -> ImportChange:
    return ImportChange(batch=batch, row=row, object_type=obj._meta.label_lower, object_id=obj.pk, before=before)


def write(batch: ImportBatch, rows: Sequence[dict[str, Any]], *, now: datetime) -> dict[str, int]:
    """Create or update the adverts of `rows` ({"row", "draft"}); return counts of create, update and same."""
    options = ImportOptions.from_json(batch.options)
    drafts = [row["draft"] for row in rows]
    table = _employers(batch.edition, drafts, batch)
    existing = present(batch.edition, (draft["fields"]["reference"] for draft in drafts))
    counts = {"create": 0, "update": 0, "same": 0}
    created: list[tuple[int, Posting, Draft]] = []
    updated: list[tuple[int, Posting, Draft]] = []
    changes: list[ImportChange] = []
    for row in rows:
        draft = row["draft"]
        organisation = table[squash(draft["employer"]["name"])]
        posting = existing.get((organisation.pk, draft["fields"]["reference"]))
        if posting is None:
            posting = Posting(edition=batch.edition, organisation=organisation, **_field_values(draft["fields"]))
            if options.publish and not missing_to_publish(draft):
                posting.state, posting.published_at = PostingState.PUBLISHED, now
            created.append((row["row"], posting, draft))
        elif (before := snapshot(posting)) != _content(draft):
            changes.append(_change(batch, row["row"], posting, before))
            for name, value in _field_values(draft["fields"]).items():
                setattr(posting, name, value)
            posting.updated_at = now
            updated.append((row["row"], posting, draft))
        else:
            counts["same"] += 1
    counts |= {"create": len(created), "update": len(updated)}
    _save(created, updated)
    changes += [_change(batch, row, posting, None) for row, posting, _draft in created]
    ImportChange.objects.bulk_create(changes, batch_size=BATCH)
    return counts


def _save(created: list[tuple[int, Posting, Draft]], updated: list[tuple[int, Posting, Draft]]) -> None:
    """Write postings, their requirements and languages, and the search index; a fixed number of statements a batch."""
    parts = [(posting, _requirement_rows(draft), draft) for _row, posting, draft in created + updated]
    _index(parts)
    Posting.objects.bulk_create([posting for _row, posting, _draft in created], batch_size=BATCH)
    if updated:
        names = [
            *_field_values(updated[0][2]["fields"]),
            "updated_at",
            "search_text",
            "search_bigrams",
            "search_skills",
        ]
        changed = [posting for _row, posting, _draft in updated]
        Posting.objects.bulk_update(changed, [name.removesuffix("_id") for name in names], batch_size=BATCH)
        Requirement.objects.filter(posting__in=changed).delete()
        PostingLanguage.objects.filter(posting__in=changed).delete()
    for posting, requirements, _draft in parts:
        for requirement in requirements:
            requirement.posting = posting
    Requirement.objects.bulk_create([r for _p, requirements, _d in parts for r in requirements], batch_size=BATCH * 4)
    PostingLanguage.objects.bulk_create(
        [PostingLanguage(posting=posting, **item) for posting, _r, draft in parts for item in draft["languages"]],
        batch_size=BATCH * 4,
    )
    postings_changed([posting.pk for posting, _requirements, _draft in parts])


def _requirement_rows(draft: Draft) -> list[Requirement]:
    return [
        Requirement(
            position=position,
            skill_id=item["skill"],
            text=item["text"],
            importance=item["importance"],
            level=item["level"],
        )
        for position, item in enumerate(draft["requirements"])
    ]


def _index(parts: Sequence[tuple[Posting, list[Requirement], Draft]]) -> None:
    skills = Skill.objects.in_bulk({r.skill_id for _p, rows, _d in parts for r in rows if r.skill_id})
    occupations = Occupation.objects.in_bulk({p.occupation_id for p, _r, _d in parts if p.occupation_id})
    lexicon = current_lexicon()
    for posting, requirements, _draft in parts:
        if posting.occupation_id:
            posting.occupation = occupations[posting.occupation_id]
        for requirement in requirements:
            if requirement.skill_id:
                requirement.skill = skills[requirement.skill_id]
        index_posting(posting, requirements, lexicon)


def take_back(changes: Sequence[ImportChange]) -> dict[str, int]:
    """Delete adverts that the import made and restore those it changed; return counts of deleted and restored.

    Employers that the import made go too, unless people or other adverts hang on them by now.
    """
    made = [change.object_id for change in changes if change.object_type == TYPE and change.before is None]
    before = {c.object_id: c.before for c in changes if c.object_type == TYPE and c.before is not None}
    deleted = Posting.objects.filter(pk__in=made)
    count = deleted.count()
    deleted.delete()
    postings = Posting.objects.filter(pk__in=before).select_related("organisation", "occupation").order_by("pk")
    restored = []
    for posting in postings:
        draft = before[posting.pk]
        for name, value in _field_values(draft["fields"]).items():
            setattr(posting, name, value)
        restored.append((0, posting, draft))
    _save([], restored)
    _take_back_employers(changes)
    return {"deleted": count, "restored": len(restored)}


def _take_back_employers(changes: Sequence[ImportChange]) -> None:
    def made(kind: str) -> list[int]:
        return [c.object_id for c in changes if c.object_type == kind and c.before is None]

    employers = EditionEmployer.objects.filter(pk__in=made("expo.editionemployer"))
    for employer in employers.select_related("edition"):
        if not Posting.objects.filter(edition=employer.edition, organisation_id=employer.organisation_id).exists():
            employer.delete()
    organisations = Organisation.objects.filter(pk__in=made("accounts.organisation"))
    organisations.filter(postings=None, memberships=None, editions=None).delete()
