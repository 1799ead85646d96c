from types import SimpleNamespace

from core.text import pick


def test_pick_falls_back_in_order_and_names_the_language() -> None:
    row = SimpleNamespace(name_en="Chip", name_zh_hant="", name_zh_hans="芯片")
    assert pick(row, "name", "zh-hant") == ("芯片", "zh-hans")
    assert pick(row, "name", "en") == ("Chip", "en")
