"""The words that a page of the administration says of itself: what is left of its text without anybody's data."""

import re
from html.parser import HTMLParser

LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}
SPOKEN = {"placeholder", "title", "aria-label", "alt"}


class _Words(HTMLParser):
    """Collects texts and spoken attributes outside of rows, values and what a person typed."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        silent = any(self._open) or _holds_data(tag, about)
        if not silent:
            self.words += [about[name] for name in SPOKEN & about.keys()]
            if tag == "input" and about.get("type") in {"submit", "button", "reset"}:
                self.words.append(about.get("value", ""))
        if tag not in VOID:
            self._open.append(silent)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.words.append(data)


def _holds_data(tag: str, about: dict[str, str]) -> bool:
    if tag in {"script", "style", "textarea", "tbody"}:
        return True
    if tag == "select":
        return about.get("name") != "action"
    return bool({"readonly", "original"} & set(about.get("class", "").split()))


def english_words(html: str) -> set[str]:
    """Return the texts of a page, outside of data, that hold a Latin word and no Chinese character."""
    parser = _Words()
    parser.feed(html)
    texts = {" ".join(text.split()) for text in parser.words}
    return {text for text in texts if LATIN.search(text) and not CHINESE.search(text)}
