"""Texts that exist in three languages: one column each, read with a fall-back order."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

FALLBACK = {
    "en": ("en", "zh-hant", "zh-hans"),
    "zh-hant": ("zh-hant", "zh-hans", "en"),
    "zh-hans": ("zh-hans", "zh-hant", "en"),
}


def pick(obj: object, field: str, language: str | None = None) -> tuple[str, str]:
    """Return the text of `<field>_en/_zh_hant/_zh_hans` in the reader's language and the language it is in.

    Falls back in the order of FALLBACK; returns ("", language) when all three are empty.
    """
    wanted = language or get_language() or "en"
    for code in FALLBACK.get(wanted, FALLBACK["en"]):
        text = getattr(obj, f"{field}_{code.replace('-', '_')}")
        if text:
            return text, code
    return "", wanted


def sentence_gap() -> str:
    """Return what parts two sentences: a space, which Chinese does not have after its full stop."""
    return "" if (get_language() or "en").startswith("zh") else " "


def sentences(parts: Iterable[str]) -> str:
    """Return sentences as one paragraph."""
    return sentence_gap().join(parts)


def items(parts: Iterable[object]) -> str:
    """Return a list of words with the mark that parts them in the reader's language."""
    return _(", ").join(map(str, parts))
