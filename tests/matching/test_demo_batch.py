"""The demo's batch: a second start only looks whether a run is published, and spares itself the rest."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from matching.enums import RunState
from matching.models import MatchRun
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db


def look(folder: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Prepare a demo whose edition is there already; return whether it is marked as matched."""
    monkeypatch.setattr(settings, "VAR_DIR", folder)
    call_command("prepare_demo", stdout=StringIO())
    return (folder / "run" / "matched").exists()


def test_looking_starts_no_run_and_leaves_a_mark_only_where_one_is_published(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = EditionFactory(slug="demo-2026")
    assert look(tmp_path, settings, monkeypatch) is False
    assert MatchRun.objects.count() == 0
    run = MatchRun.objects.create(edition=edition, number=1, state=RunState.PUBLISHED, signed_at=timezone.now())
    assert look(tmp_path, settings, monkeypatch) is True
    MatchRun.objects.filter(pk=run.pk).update(state=RunState.WITHDRAWN)
    assert look(tmp_path, settings, monkeypatch) is False
