"""Each web worker reads the names of the skills by itself, beside its first requests."""

from pathlib import Path

import pytest
from django.conf import settings

from config import gunicorn
from core.actor import system_actor
from matching.taxonomy.queries import nearness
from matching.taxonomy.services.vocabulary import load_vocabulary

ROOT = Path(settings.BASE_DIR)


@pytest.mark.django_db(transaction=True)
def test_a_new_worker_has_the_names_at_hand_before_anybody_asks() -> None:
    load_vocabulary(actor=system_actor("test"))
    nearness._kept.clear()
    gunicorn.post_worker_init(None).join(timeout=60)
    assert nearness.current_names(wait=0) is not None


@pytest.mark.parametrize("start", ["Dockerfile", "core/embedded/demo.py"])
def test_every_way_to_start_the_site_reads_ahead(start: str) -> None:
    assert '"gunicorn", "config.wsgi", "--config", "python:config.gunicorn"' in (ROOT / start).read_text()
