"""Project configuration. Importing the Celery app here makes it current for every Django process."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
