"""Settings of gunicorn that are code: what each worker makes ready before people ask for it.

Used by `gunicorn --config python:config.gunicorn`. Threads and connections do not survive gunicorn's fork, so this is
done in every worker, beside its first requests.
"""

import logging
from threading import Thread

from django.db import DatabaseError, connection

log = logging.getLogger(__name__)


def _read_names() -> None:
    from matching.taxonomy.queries.nearness import current_names  # models are ready only in a worker

    try:
        current_names()
    except DatabaseError as error:  # the first list of suggestions reads them when the database is back
        log.warning("The names of the skills could not be read ahead: %s", error)
    finally:
        connection.close()


def post_worker_init(worker: object) -> Thread:
    """Read the names of the skills now, so that the first list of suggestions is whole. 0.5 to 3 s, off any request."""
    reader = Thread(target=_read_names, name="read-skill-names", daemon=True)
    reader.start()
    return reader
