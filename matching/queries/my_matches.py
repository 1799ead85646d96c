"""The page of a candidate's matches: what is shown in each of its states, and the filters over the list."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.receipt import Receipt
from core.text import pick
from expo.enums import PostingKind, WorkSite
from expo.models import CandidateProfile, Edition, Posting
from matching.engine.eligibility import Reason
from matching.enums import Side
from matching.models import MatchRun
from matching.queries.matches import (
    RoleMatch,
    is_being_made,
    own_list,
    pair_answer,
    published_run,
    registered_editions,
    renewed_since,
    role_matches,
    role_of_list,
)

KEYS: dict[str, Callable[[Posting], str]] = {
    "site": lambda posting: posting.site,
    "kind": lambda posting: posting.kind,
    "cluster": lambda posting: posting.cluster.key,
}


@dataclass(frozen=True, slots=True)
class MatchFilters:
    """What is chosen, "" for all."""

    site: str = ""
    kind: str = ""
    cluster: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "MatchFilters":
        return cls(**{key: query.get(key, "")[:40] for key in KEYS})

    @property
    def chosen(self) -> dict[str, str]:
        return {key: getattr(self, key) for key in KEYS if getattr(self, key)}

    def keep(self, match: RoleMatch) -> bool:
        return all(KEYS[key](match.posting) == value for key, value in self.chosen.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter value with the number of roles behind it, as a chip. `query` is the address when it is clicked."""

    label: str
    count: int
    is_on: bool
    query: str


@dataclass(frozen=True, slots=True)
class MyMatches:
    """`state`: "no_profile", "not_registered", "not_published", "not_ready", "nothing_fits" or "listed".

    `changed_at` is set while the list is still the one from before that change.
    """

    state: str
    edition: Edition | None = None
    run: MatchRun | None = None
    matches: tuple[RoleMatch, ...] = ()
    total: int = 0
    choices: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    fresh_at: datetime | None = None
    is_renewed: bool = False
    changed_at: datetime | None = None


def my_matches_page(profile: CandidateProfile | None, filters: MatchFilters) -> MyMatches:
    """Return what the page of `profile` shows. At most twelve queries, whatever the length of the list."""
    if profile is None:
        return MyMatches("no_profile")
    editions = list(registered_editions(profile))
    if not editions:
        return MyMatches("not_registered")
    pairs = [(edition, published_run(edition)) for edition in editions[:3]]
    edition, run = next(((edition, run) for edition, run in pairs if run is not None), (editions[0], None))
    if run is None:
        return MyMatches("not_published", edition)
    listed = own_list(run, Side.CANDIDATE, profile.pk)
    renewed = (listed is None or listed.fresh_at is None) and renewed_since(run, profile)
    changed_at = profile.updated_at if not renewed and is_being_made(run, listed, profile) else None
    if listed is None:
        return MyMatches("not_ready", edition, run, changed_at=changed_at)
    matches = role_matches(listed)
    if not matches:
        return MyMatches(
            "nothing_fits", edition, run, fresh_at=listed.fresh_at, is_renewed=renewed, changed_at=changed_at
        )
    return MyMatches(
        "listed",
        edition,
        run,
        matches=tuple(match for match in matches if filters.keep(match)),
        total=len(matches),
        choices=_choices(matches, filters),
        fresh_at=listed.fresh_at,
        is_renewed=renewed,
        changed_at=changed_at,
    )


def _choices(matches: list[RoleMatch], filters: MatchFilters) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    names: dict[str, tuple[str, Callable[[Posting], str]]] = {
        "site": (_("Place"), lambda posting: str(WorkSite(posting.site).label)),
        "kind": (_("Kind"), lambda posting: str(PostingKind(posting.kind).label)),
        "cluster": (_("Cluster"), lambda posting: pick(posting.cluster, "name")[0]),
    }
    groups = []
    for key, (title, name) in names.items():
        labels = {KEYS[key](match.posting): name(match.posting) for match in matches}
        counts = Counter(KEYS[key](match.posting) for match in matches)
        if len(counts) > 1 or getattr(filters, key):
            rows = tuple(
                Choice(labels[value], number, getattr(filters, key) == value, _query(filters, key, value))
                for value, number in counts.most_common()
            )
            groups.append((title, rows))
    return tuple(groups)


def _query(filters: MatchFilters, key: str, value: str) -> str:
    """Return the query string with `key` set to `value`, or without it when it is set already."""
    query = QueryDict(mutable=True)
    query.update({**filters.chosen, key: value})
    if getattr(filters, key) == value:
        del query[key]
    return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class MyMatch:
    """The receipt of one role for one person. `barred` says in words why the pair is left out of the lists."""

    receipt: Receipt
    barred: tuple[str, ...]
    rank: int | None
    is_fresh: bool
    run: MatchRun


def my_match_page(profile: CandidateProfile, posting: Posting) -> MyMatch | None:
    """Return the receipt of any published role for `profile`; None while no run is published or nothing is prepared."""
    run = published_run(posting.edition)
    if run is None:
        return None
    listed = own_list(run, Side.CANDIDATE, profile.pk)
    found = role_of_list(listed, posting) if listed is not None else None
    if listed is not None and found is not None:
        return MyMatch(found.receipt, (), found.rank, listed.fresh_at is not None, run)
    answer = pair_answer(run, profile, posting)
    if answer is None:
        return None
    return MyMatch(answer.receipt, bars_in_words(answer.barred), None, answer.fresh, run)


def waits_for_next_run(profile: CandidateProfile, posting: Posting) -> bool:
    """Tell whether a receipt of this pair is missing only because the engine was renewed after the published run."""
    run = published_run(posting.edition)
    if run is None:
        return False
    return any(renewed_since(run, owner, changed=False) for owner in (profile, posting))


def bars_in_words(barred: Reason) -> tuple[str, ...]:
    """Return why a pair is left out, in the reader's language."""
    words = {
        Reason.SITE: _("The role is at none of the places of work you stated."),
        Reason.KIND: _("The role is none of the kinds of work you stated."),
        Reason.LANGUAGE: _("The work needs a language level above the one you stated."),
        Reason.RIGHT_TO_WORK: _("You stated that you would need a sponsor, and the employer said that it offers none."),
        Reason.AVAILABILITY: _("The work does not lie in the time you stated."),
    }
    return tuple(text for reason, text in words.items() if barred & reason)
