"""The Celery application; `celery -A config worker` and `beat` start from here."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("talent_power_up")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
