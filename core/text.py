"""Texts that exist in three languages: one column each, read with a fall-back order."""

from django.utils.translation import get_language

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
