"""Which facts of a record differ between the frozen inputs of two runs, in words."""

from typing import Any

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core.text import pick
from matching.engine.blocks import Block, CandidateBlock, PostingBlock
from matching.enums import InputKind
from matching.models import MatchRun
from matching.queries.frozen import Records, read_records
from matching.taxonomy.models import Skill

FACTS: dict[str, Promise] = {
    "sites": gettext_lazy("places of work"),
    "site": gettext_lazy("place of work"),
    "kinds": gettext_lazy("kinds of work"),
    "kind": gettext_lazy("kind of work"),
    "languages": gettext_lazy("languages"),
    "right_hk": gettext_lazy("right to work"),
    "right_cn": gettext_lazy("right to work"),
    "right_hk_from": gettext_lazy("right to work"),
    "right_cn_from": gettext_lazy("right to work"),
    "sponsors_hk": gettext_lazy("sponsorship"),
    "sponsors_cn": gettext_lazy("sponsorship"),
    "techtas": gettext_lazy("sponsorship"),
    "available_from": gettext_lazy("start"),
    "available_until": gettext_lazy("start"),
    "starts_from": gettext_lazy("start"),
    "starts_by": gettext_lazy("start"),
    "pay": gettext_lazy("pay"),
    "pay_min": gettext_lazy("pay"),
    "pay_max": gettext_lazy("pay"),
    "cluster": gettext_lazy("industry"),
    "clusters": gettext_lazy("industry"),
}

# The parts of a packed record that are not single facts, by the name a reader knows them by.
PARTS = {
    gettext_noop("title"): ("titles",),
    gettext_noop("text"): ("term_ids", "term_weights"),
    gettext_noop("industry"): ("clusters",),
}
OFFSETS = {
    "titles": "title_offsets",
    "term_ids": "term_offsets",
    "term_weights": "term_offsets",
    "clusters": "cluster_offsets",
}


def changed_facts(run: MatchRun, base: MatchRun, owners: set[int], kind: InputKind) -> dict[int, tuple[str, ...]]:
    """Return for each of `owners` that both runs know what differs in the own record, in words."""
    if run.engine != base.engine:  # every packed record differs, whatever the person changed
        return {}
    blocks = [_some(read_records(one.pk, kind), owners, kind) for one in (run, base)]
    if not all(blocks):
        return {}
    (now, now_at), (then, then_at) = blocks  # type: ignore[misc]  # both are there, checked above
    both = sorted(now_at.keys() & then_at.keys())
    raw = {owner: _facts(now, now_at[owner], then, then_at[owner]) for owner in both}
    named = {skill for words, skills in raw.values() for _sign, skill in skills}
    names = {skill.pk: pick(skill, "name")[0] for skill in Skill.objects.filter(pk__in=named)}
    return {
        owner: (*words, *(f"{sign} {names.get(skill, skill)}" for sign, skill in skills))
        for owner, (words, skills) in raw.items()
    }


def _some(records: Records, owners: set[int], kind: InputKind) -> tuple[Block, dict[int, int]] | None:
    places = np.flatnonzero(np.isin(records.ids, sorted(owners))).tolist()
    if not places:
        return None
    block = CandidateBlock if kind == InputKind.CANDIDATES else PostingBlock
    ids = records.ids[places].tolist()
    return block.from_payloads([records.payloads[at] for at in places]), {pk: at for at, pk in enumerate(ids)}


def _facts(now: Any, at: int, then: Any, was: int) -> tuple[list[str], list[tuple[str, int]]]:
    """Return which facts differ between two states of a record, and the skills that came (+) and went (−)."""
    words: list[str] = []
    for name, label in FACTS.items():
        if name in (now.head.dtype.names or ()) and np.any(now.head[at][name] != then.head[was][name]):
            words.append(str(label))
    lines, before = _lines(now, at), _lines(then, was)
    skills = [("+", skill) for skill in sorted(lines - before) if skill] + [
        ("−", skill) for skill in sorted(before - lines) if skill
    ]
    if not skills and _bytes(now, at) != _bytes(then, was):
        words.append(_("levels or evidence of skills"))
    words += [
        _(label)
        for label, parts in PARTS.items()
        if any(_part(now, at, part) != _part(then, was, part) for part in parts)
    ]
    return list(dict.fromkeys(words)), skills


def _part(block: Any, at: int, name: str) -> bytes:
    """Return what a record has in an array of its block: a row, or a slice where the block has offsets for it."""
    values = getattr(block, name, None)
    if values is None:
        return b""
    offsets = getattr(block, OFFSETS[name], None) if name in OFFSETS else None
    return (values[at] if offsets is None else values[offsets[at] : offsets[at + 1]]).tobytes()


def _lines(block: Any, at: int) -> set[int]:
    return set(block.lines["skill"][block.line_offsets[at] : block.line_offsets[at + 1]].tolist())


def _bytes(block: Any, at: int) -> bytes:
    names = [name for name in block.lines.dtype.names if name != "ref"]
    lines = block.lines[block.line_offsets[at] : block.line_offsets[at + 1]]
    return b"".join(np.ascontiguousarray(lines[name]).tobytes() for name in names)
