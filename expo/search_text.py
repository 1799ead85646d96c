"""How text is folded for searching; the index and the words that people type go through the same."""

import re

from matching.engine.folding import is_ideograph, tokens

CHINESE_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]+")


def search_form(text: str) -> str:
    """Return `text` folded: Latin words with a space on either side of them, Chinese characters without."""
    parts: list[str] = []
    after_latin = False
    for token in tokens(text):
        latin = not is_ideograph(token.folded[0])
        if parts and (latin or after_latin):
            parts.append(" ")
        parts.append(token.folded)
        after_latin = latin
    return "".join(parts)


def chinese_bigrams(folded: str) -> list[str]:
    """Return the distinct pairs of neighbouring Chinese characters of a folded text, sorted."""
    return sorted({run[i : i + 2] for run in CHINESE_RUN.findall(folded) for i in range(len(run) - 1)})
