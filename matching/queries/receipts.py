"""Receipts in words: the packed lines of the engine become what a reader sees, in the reader's language.

The numbers are the stored ones, never computed again here; words come from the rows that the lines point to.
The same receipt serves the candidate and the employer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from core.enums import Level
from core.money import amount_range, per_period
from core.receipt import Line, Receipt, Share
from core.text import pick
from expo.enums import Importance, PostingKind, Proof, WorkSite
from expo.models import Posting, ProfileSkill, Requirement
from matching.engine.division import Division
from matching.engine.explain import Credit, Source, Status
from matching.engine.plan import Part
from matching.taxonomy.models import Skill

STATUS_KEYS = {
    Status.MET: "met",
    Status.PARTLY: "partly",
    Status.MISSING: "missing",
    Status.NOT_STATED: "not_stated",
}


GROUP_OF = {Part.REQUIREMENT: "asked", Part.PROFILE: "asked", Part.TITLE: "words", Part.TEXT: "words"}


@dataclass(frozen=True, slots=True)
class Words:
    """The rows that receipts point to: requirements and profile lines by primary key, skills by id."""

    requirements: dict[int, Requirement]
    items: dict[int, ProfileSkill]
    skills: dict[int, Skill]


def words_for(receipts: Iterable[NDArray[np.void]]) -> Words:
    """Fetch what the lines of these receipts point to. Three queries at most, however many receipts."""
    lines = list(receipts)
    if not lines:
        return Words({}, {}, {})
    whole = np.concatenate(lines)
    wanted = set(whole["requirement"].tolist()) - {0}
    items = set(whole["item"][whole["source"] == Source.ITEM].tolist())
    named = set(whole["item"][whole["source"] == Source.TEXT_SKILL].tolist())
    return Words(
        requirements=Requirement.objects.select_related("skill").in_bulk(wanted),
        items=ProfileSkill.objects.select_related("skill").in_bulk(items),
        skills=Skill.objects.in_bulk(named) if named else {},
    )


def receipt_in_words(
    lines: NDArray[np.void], posting: Posting, words: Words, division: Division | None = None
) -> Receipt:
    """Return the receipt of a pair in the reader's language. `posting` needs its cluster; no query."""
    shown = tuple(_line(line, posting, words) for line in lines)
    if division is not None:
        asked = [line.label for line in shown if line.requirement]
        whole = (*zip(asked, division.requirements, strict=True), (_("Title"), division.titles))
        shares = tuple(Share(label, points) for label, points in sorted(whole, key=lambda one: -one[1]) if points)
        kinds = lines["kind"].tolist()
        shown = tuple(
            replace(line, shares=shares) if kind == Part.PROFILE else line
            for line, kind in zip(shown, kinds, strict=True)
        )
    return Receipt(score=int(lines["points"].sum()), lines=shown)


def _line(line: np.void, posting: Posting, words: Words) -> Line:
    kind, reason, status = Part(int(line["kind"])), Credit(int(line["reason"])), Status(int(line["status"]))
    importance = ""
    if kind is Part.REQUIREMENT:
        requirement = words.requirements.get(int(line["requirement"]))
        importance = requirement.importance if requirement else Importance.NICE
        label, detail = _requirement(requirement)
        source = _from_profile(reason, _item(line, words))
    else:
        label, detail = _other(kind, posting)
        source = _reason(reason)
    return Line(
        label=label,
        detail=detail,
        status=STATUS_KEYS[status],
        status_word=_status_word(status),
        source=source,
        points=int(line["points"]),
        max_points=int(line["max_points"]),
        group=GROUP_OF.get(kind, "wishes"),
        importance=importance,
        requirement=int(line["requirement"]),
    )


def _status_word(status: Status) -> str:
    return {
        Status.MET: _("Met"),
        Status.PARTLY: _("Partly"),
        Status.MISSING: _("Missing"),
        Status.NOT_STATED: _("Not stated"),
    }[status]


def _requirement(requirement: Requirement | None) -> tuple[str, str]:
    """Return name and conditions of a requirement."""
    if requirement is None:
        return _("A requirement that was removed since"), ""
    name = pick(requirement.skill, "name")[0] if requirement.skill else requirement.text
    parts = [str(Importance(requirement.importance).label)]
    if requirement.level:
        parts.append(_("level: %(level)s") % {"level": Level(requirement.level).label})
    if requirement.proof != Proof.SELF:
        parts.append(_("proof: %(proof)s") % {"proof": Proof(requirement.proof).label})
    return name, " · ".join(parts)


def _item(line: np.void, words: Words) -> str:
    """Return the profile line that a receipt line points to, "" when there is none."""
    key = int(line["item"])
    if line["source"] == Source.TEXT_SKILL and key in words.skills:
        return _("%(skill)s, named in the text") % {"skill": pick(words.skills[key], "name")[0]}
    item = words.items.get(key) if line["source"] == Source.ITEM else None
    if item is None:
        return ""
    name = pick(item.skill, "name")[0] if item.skill else item.text
    parts = [name]
    if item.level:
        parts.append(str(Level(item.level).label))
    if item.evidence != Proof.SELF:
        parts.append(str(Proof(item.evidence).label))
    return " · ".join(parts)


def _from_profile(reason: Credit, item: str) -> str:
    patterns = {
        Credit.EXACT: _("In the profile: %(item)s"),
        Credit.LOWER_LEVEL: _("In the profile, at a lower level: %(item)s"),
        Credit.LEVEL_NOT_STATED: _("In the profile, level not stated: %(item)s"),
        Credit.LESS_PROOF: _("In the profile, with less proof than asked: %(item)s"),
        Credit.RELATED: _("Related skill, counts partly: %(item)s"),
        Credit.NEAR_TEXT: _("Close in meaning: %(item)s"),
    }
    if reason in patterns:
        return patterns[reason] % {"item": item or _("a line that was removed since")}
    return _reason(reason)


def _reason(reason: Credit) -> str:
    return {
        Credit.NONE: _("Nothing in the profile speaks of it"),
        Credit.WHOLE_PROFILE: _("How near the profile's skills and titles, taken together, are to the role's"),
        Credit.NEAR: _("Close in meaning to the profile"),
        Credit.WISH_FITS: _("As wished"),
        Credit.WISH_PARTLY: _("Partly as wished"),
        Credit.WISH_UNMET: _("Not as wished"),
        Credit.WISH_NOT_STATED: _("No wish stated, so it costs nothing"),
        Credit.POSTING_NOT_STATED: _("The role does not say, so half counts"),
        Credit.PROFILE_EMPTY: _("The profile does not say"),
    }.get(reason, "")


def _other(kind: Part, posting: Posting) -> tuple[str, str]:
    """Return name and value of a part that is no requirement."""
    if kind is Part.PROFILE:
        return _("All skills taken together"), ""
    if kind is Part.TITLE:
        return _("Title"), pick(posting, "title")[0]
    if kind is Part.TEXT:
        return _("Text of the role"), ""
    if kind is Part.SITE:
        return _("Place of work"), str(WorkSite(posting.site).label)
    if kind is Part.KIND:
        return _("Kind of work"), str(PostingKind(posting.kind).label)
    if kind is Part.CLUSTER:
        return _("Cluster"), pick(posting.cluster, "name")[0]
    if kind is Part.PAY:
        shown = amount_range(posting.pay_min, posting.pay_max, posting.pay_currency)
        return _("Pay"), per_period(shown, posting.pay_period) if shown else ""
    return _("Start"), _day(posting.starts_from or posting.starts_by)


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
