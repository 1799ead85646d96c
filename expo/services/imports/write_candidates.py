"""Writes drafts of candidates in bulk, and takes them back. Called inside a transaction by `verbs`.

Imported profiles are Private: only the person can open a profile. A profile that a person keeps is never overwritten.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from expo.enums import Visibility
from expo.models import (
    CandidateProfile,
    Edition,
    Education,
    Experience,
    ImportBatch,
    ImportChange,
    ProfileLanguage,
    ProfileSkill,
    Registration,
)
from expo.services.announce import profiles_changed

Draft = dict[str, Any]
BATCH = 1000
DATES = ("available_from", "available_until")
NAMES = ("family_name", "given_name", "preferred_name", "chinese_name", "language")
TYPE = "expo.candidateprofile"
NO_MAIL = "import.invalid"


def key_of(draft: Draft) -> tuple[str, str]:
    """Return what makes two rows the same person."""
    return "", draft["fields"]["reference"]


def mail_of(draft: Draft) -> str:
    """Return the e-mail address, or for people without one an address at which no mail can arrive."""
    made = hashlib.sha256(draft["fields"]["reference"].encode()).hexdigest()[:20]
    return draft["user"]["email"] or f"imported-{made}@{NO_MAIL}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _field_values(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {name: _day(fields[name]) for name in DATES}


def snapshot(profile: CandidateProfile) -> dict[str, Any]:
    """Return what an import writes of a profile (parts prefetched), JSON-ready."""
    names = [
        *("reference", "headline", "summary", "language", "wished_pay_min", "wished_pay_currency", "experience_years"),
        *("wished_pay_period", "right_to_work_hk", "right_to_work_cn"),
    ]
    fields = {name: getattr(profile, name) for name in names}
    fields |= {name: _iso(getattr(profile, name)) for name in DATES}
    fields |= {name: sorted(getattr(profile, name)) for name in ("wished_sites", "wished_kinds")}
    skills = sorted(profile.skills.all(), key=lambda s: (s.position, s.pk))
    return {
        "fields": fields,
        "skills": [
            {"skill": s.skill_id, "text": s.text, "level": s.level, "evidence": s.evidence, "note": s.note}
            for s in skills
        ],
        "languages": [
            {"ability": s.ability, "level": s.level} for s in sorted(profile.languages.all(), key=lambda s: s.pk)
        ],
        "education": [
            {"qf_level": e.qf_level, "field": e.field, "institution": e.institution,
             "graduates_on": _iso(e.graduates_on)}
            for e in sorted(profile.education.all(), key=lambda e: e.pk)
        ],
        "experience": [
            {"title": e.title, "organisation": e.organisation, "started_on": _iso(e.started_on),
             "ended_on": _iso(e.ended_on), "description": e.description}
            for e in sorted(profile.experience.all(), key=lambda e: (e.position, e.pk))
        ],
        "wished_clusters": sorted(cluster.pk for cluster in profile.wished_clusters.all()),
    }  # fmt: skip


def _content(draft: Draft) -> dict[str, Any]:
    return {name: part for name, part in draft.items() if name != "user"}


def present(references: Iterable[str]) -> dict[str, CandidateProfile]:
    """Return the profiles of these references with what `snapshot` reads."""
    parts = ("skills", "languages", "education", "experience", "wished_clusters")
    found = CandidateProfile.objects.filter(reference__in=set(references)).select_related("user")
    return {profile.reference: profile for profile in found.prefetch_related(*parts).order_by("pk")}


def owners(drafts: Sequence[Draft]) -> dict[str, User]:
    """Return the people who exist under the drafts' e-mail addresses already."""
    mails = {mail_of(draft) for draft in drafts}
    return {user.email.lower(): user for user in User.objects.filter(email__in=mails).select_related("profile")}


def refusal(draft: Draft, user: User | None, profile: CandidateProfile | None) -> str:
    """Return why the draft may not be written ("" if it may): the person keeps that profile or account themself."""
    if profile is not None and profile.user.last_login is not None:
        return "profile_kept_by_person"
    if profile is not None:
        return "" if user is None or user.pk == profile.user_id else "email_of_another"
    if user is None:
        return ""
    if user.is_organiser or user.is_staff or hasattr(user, "profile") or user.last_login is not None:
        return "account_exists"
    return ""


def actions(edition: Edition, drafts: Sequence[Draft]) -> list[str]:
    """Return for each draft what writing it would do: create, update, same, or the code of a refusal."""
    existing = present(draft["fields"]["reference"] for draft in drafts)
    people = owners(drafts)
    planned = []
    for draft in drafts:
        profile = existing.get(draft["fields"]["reference"])
        refused = refusal(draft, people.get(mail_of(draft)), profile)
        if refused:
            planned.append(refused)
        elif profile is None:
            planned.append("create")
        else:
            planned.append("same" if snapshot(profile) == _content(draft) else "update")
    return planned


def _change(batch: ImportBatch, row: int, obj: Any, before: dict[str, Any] | None) -> ImportChange:
    return ImportChange(batch=batch, row=row, object_type=obj._meta.label_lower, object_id=obj.pk, before=before)


def write(batch: ImportBatch, rows: Sequence[dict[str, Any]], *, now: datetime) -> dict[str, int]:
    """Create or update the people of `rows` ({"row", "draft"}); return counts of create, update, same and refused."""
    drafts = [row["draft"] for row in rows]
    existing, people = present(draft["fields"]["reference"] for draft in drafts), owners(drafts)
    counts = {"create": 0, "update": 0, "same": 0, "refused": 0}
    created: list[tuple[int, CandidateProfile, Draft]] = []
    updated: list[tuple[int, CandidateProfile, Draft]] = []
    changes: list[ImportChange] = []
    for row in rows:
        draft = row["draft"]
        profile, user = existing.get(draft["fields"]["reference"]), people.get(mail_of(draft))
        if refusal(draft, user, profile):
            counts["refused"] += 1
        elif profile is None:
            user = user or User(
                email=mail_of(draft), password=make_password(None), **{name: draft["user"][name] for name in NAMES}
            )
            profile = CandidateProfile(user=user, visibility=Visibility.PRIVATE, **_field_values(draft["fields"]))
            created.append((row["row"], profile, draft))
        elif (before := snapshot(profile)) != _content(draft):
            changes.append(_change(batch, row["row"], profile, before))
            updated.append((row["row"], profile, draft))
        else:
            counts["same"] += 1
    counts |= {"create": len(created), "update": len(updated)}
    newcomers = [profile.user for _row, profile, _draft in created if profile.user.pk is None]
    User.objects.bulk_create(newcomers, batch_size=BATCH)
    for _row, profile, _draft in created:
        profile.user = profile.user
    CandidateProfile.objects.bulk_create([profile for _row, profile, _draft in created], batch_size=BATCH)
    _set_fields(updated, now)
    _save_parts(created + updated, is_fresh=not updated)
    _register(batch, created, changes, now)
    changes += [_change(batch, 0, user, None) for user in newcomers]
    changes += [_change(batch, row, profile, None) for row, profile, _draft in created]
    ImportChange.objects.bulk_create(changes, batch_size=BATCH)
    return counts


def _set_fields(updated: Sequence[tuple[int, CandidateProfile, Draft]], now: datetime) -> None:
    if not updated:
        return
    for _row, profile, draft in updated:
        for name, value in _field_values(draft["fields"]).items():
            setattr(profile, name, value)
        profile.updated_at = now
    names = [*_field_values(updated[0][2]["fields"]), "updated_at"]
    CandidateProfile.objects.bulk_update([profile for _row, profile, _draft in updated], names, batch_size=BATCH)


def _save_parts(rows: Sequence[tuple[int, CandidateProfile, Draft]], *, is_fresh: bool) -> None:
    """Write skills, languages, education, experience and wished clusters in place of what was there."""
    wishes = CandidateProfile.wished_clusters.through
    profiles = [profile for _row, profile, _draft in rows]
    if not is_fresh:
        for model in (ProfileSkill, ProfileLanguage, Education, Experience):
            model._default_manager.filter(profile__in=profiles).delete()
        wishes.objects.filter(candidateprofile__in=profiles).delete()
    skills: list[ProfileSkill] = []
    languages: list[ProfileLanguage] = []
    education: list[Education] = []
    experience: list[Experience] = []
    wished: list[Any] = []
    for _row, profile, draft in rows:
        skills += [
            ProfileSkill(profile=profile, position=position, skill_id=item["skill"],
                         **{name: item[name] for name in ("text", "level", "evidence", "note")})
            for position, item in enumerate(draft["skills"])
        ]  # fmt: skip
        languages += [ProfileLanguage(profile=profile, **item) for item in draft["languages"]]
        education += [
            Education(profile=profile, **item | {"graduates_on": _day(item["graduates_on"])})
            for item in draft["education"]
        ]
        experience += [
            Experience(profile=profile, position=position, **item | {n: _day(item[n]) for n in _SPAN})
            for position, item in enumerate(draft["experience"])
        ]
        wished += [wishes(candidateprofile_id=profile.pk, cluster_id=pk) for pk in draft["wished_clusters"]]
    ProfileSkill.objects.bulk_create(skills, batch_size=BATCH * 4)
    ProfileLanguage.objects.bulk_create(languages, batch_size=BATCH * 4)
    Education.objects.bulk_create(education, batch_size=BATCH * 4)
    Experience.objects.bulk_create(experience, batch_size=BATCH * 4)
    wishes.objects.bulk_create(wished, batch_size=BATCH * 4)
    profiles_changed([profile.pk for profile in profiles])


_SPAN = ("started_on", "ended_on")


def _register(
    batch: ImportBatch,
    created: Sequence[tuple[int, CandidateProfile, Draft]],
    changes: list[ImportChange],
    now: datetime,
) -> None:
    """Register the newcomers for the edition; undo removes it together with the profile."""
    Registration.objects.bulk_create(
        [Registration(edition=batch.edition, profile=profile, registered_at=now) for _r, profile, _d in created],
        batch_size=BATCH,
    )


def take_back(changes: Sequence[ImportChange]) -> dict[str, int]:
    """Delete people that the import made and restore profiles it changed; return counts.

    Whoever has signed in meanwhile keeps account and profile ("kept").
    """
    made_profiles = [c.object_id for c in changes if c.object_type == TYPE and c.before is None]
    made_users = [c.object_id for c in changes if c.object_type == "accounts.user"]
    before = {c.object_id: c.before for c in changes if c.object_type == TYPE and c.before is not None}
    profiles = CandidateProfile.objects.filter(pk__in=made_profiles)
    kept = profiles.filter(user__last_login__isnull=False).count()
    gone = profiles.filter(user__last_login=None)
    count = gone.count()
    gone.delete()
    User.objects.filter(pk__in=made_users, last_login=None, profile=None).delete()
    restored = [
        (0, profile, before[profile.pk])
        for profile in CandidateProfile.objects.filter(pk__in=before, user__last_login=None).order_by("pk")
    ]
    for _row, profile, draft in restored:
        for name, value in _field_values(draft["fields"]).items():
            setattr(profile, name, value)
    if restored:
        names = list(_field_values(restored[0][2]["fields"]))
        CandidateProfile.objects.bulk_update([profile for _r, profile, _d in restored], names, batch_size=BATCH)
        _save_parts(restored, is_fresh=False)
    return {"deleted": count, "restored": len(restored), "kept": kept}
