"""Every text exists in three languages."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

from core.translations import catalogues, gaps
from tests.support.source_texts import source_texts

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = catalogues(LOCALE)


def test_both_chinese_catalogues_exist() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == ["zh_Hans", "zh_Hant"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_is_complete(path: Path) -> None:
    assert gaps(path) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_marked_text_of_the_source_is_in_the_catalogue(path: Path) -> None:
    known = {entry.msgid for entry in polib.pofile(str(path)) if not entry.obsolete}
    missing = [f"{where}: {text}" for text, where in source_texts().items() if text not in known]
    assert missing == [], "Run `make messages`, then translate what is empty."
