"""Work for later: sent to the broker only when the transaction has committed."""

from celery import current_app
from django.db import transaction


def enqueue_on_commit(task_name: str, **kwargs: object) -> None:
    """Send the task of this dotted name after commit. The database row, not the message, is the truth."""
    transaction.on_commit(lambda: current_app.send_task(task_name, kwargs=kwargs), robust=True)
