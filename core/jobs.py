"""Work for later: sent to the broker only when the transaction has committed."""

from celery import current_app
from django.db import transaction


def enqueue_on_commit(task_name: str, *, expires_after: float | None = None, **kwargs: object) -> None:
    """Send the task of this dotted name after commit. The database row, not the message, is the truth.

    `expires_after`: seconds after which nobody needs this message any more, for what is sent again and again.
    """
    transaction.on_commit(lambda: current_app.send_task(task_name, kwargs=kwargs, expires=expires_after), robust=True)
