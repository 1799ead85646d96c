"""Tells higher layers, by task name and after commit, that records changed. Nobody has to listen."""

from collections.abc import Iterable

from core.jobs import enqueue_on_commit


def postings_changed(ids: Iterable[int]) -> None:
    """Ask for fresh features of these postings."""
    enqueue_on_commit("matching.tasks.refresh_posting_features", posting_ids=sorted(set(ids)))


def profiles_changed(ids: Iterable[int]) -> None:
    """Ask for fresh features of these candidate profiles."""
    enqueue_on_commit("matching.tasks.refresh_candidate_features", profile_ids=sorted(set(ids)))
