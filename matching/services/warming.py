"""What a worker makes ready before its first task, so that nobody waits for it: kernels, vocabulary, published inputs.

It happens before the worker's processes are forked off, in memory that they share; one that is started again later
finds it there too. See `tasks.make_ready`.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from matching.engine import compiled
from matching.engine.rehearsal import rehearse
from matching.models import PublishedRun
from matching.queries.scope import postings_in_scope, profiles_in_scope
from matching.queries.vocabulary import current_tools
from matching.services.freshness import read_inputs, refresh_profiles, refresh_roles
from matching.taxonomy.queries.encoder import read_glosses


def warm_up(*, makes_lists: bool) -> None:
    """Make this process ready to match; `makes_lists`: also to make the fresh lists of changed records."""
    read_glosses()
    current_tools()
    with _alone():
        rehearse()
    if makes_lists:
        _rehearse_fresh_lists()


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process of a machine compile; the others wait and read what it left on the disk."""
    compiled.FOLDER.mkdir(parents=True, exist_ok=True)
    with (compiled.FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _rehearse_fresh_lists() -> None:
    """Read the inputs of the run that was published last, and make a fresh list of each side for nobody to see."""
    pointer = PublishedRun.objects.select_related("run__edition").order_by("-published_at").first()
    if pointer is None:
        return
    run = pointer.run
    read_inputs(run)
    with transaction.atomic():
        refresh_profiles(profile_ids=list(profiles_in_scope(run.edition).values_list("pk", flat=True)[:1]))
        refresh_roles(posting_ids=list(postings_in_scope(run.edition, run.scope).values_list("pk", flat=True)[:1]))
        transaction.set_rollback(True)
