"""Find every text that the source marks for translation, without gettext's programs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("accounts", "config", "core", "expo", "matching")
CALL = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")
MARKERS = {
    "_": 0,
    "gettext": 0,
    "gettext_lazy": 0,
    "gettext_noop": 0,
    "ngettext": 0,
    "ngettext_lazy": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "npgettext": 1,
    "npgettext_lazy": 1,
}


def source_texts() -> dict[str, str]:
    """Return every marked text with one file it stands in."""
    found: dict[str, str] = {}
    for path in code_files():
        for text in _texts_of_tree(ast.parse(path.read_text())):
            found.setdefault(text, str(path.relative_to(ROOT)))
    for path in template_files():
        for text in _texts_of_template(path):
            found.setdefault(text, str(path.relative_to(ROOT)))
    return found


def code_files() -> list[Path]:
    """Return the Python files of the product, sorted."""
    return sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))


def template_files() -> list[Path]:
    """Return the templates of the product, sorted."""
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".svg", ".xml"})


def _texts_of_tree(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        position = MARKERS.get(name)
        if position is None or len(node.args) <= position:
            continue
        text = node.args[position]
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
            yield text.value


def _texts_of_template(path: Path) -> Iterator[str]:
    source = templatize(path.read_text(), origin=str(path))
    for match in CALL.finditer(source):
        for end in re.finditer(r"\)", source[match.end() :]):
            try:
                tree = ast.parse(source[match.start() : match.end() + end.end()].strip())
            except SyntaxError:
                continue
            yield from _texts_of_tree(tree)
            break
