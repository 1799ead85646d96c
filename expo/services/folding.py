"""Folding of texts for search."""

import unicodedata

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")


def fold(text: str) -> str:
    """Return `text` in compatibility form, lower case and Simplified characters."""
    return _TO_SIMPLIFIED.convert(unicodedata.normalize("NFKC", text).casefold())
