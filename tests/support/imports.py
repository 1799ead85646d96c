"""Read the imports of the product from its source, without importing it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.source_texts import ROOT, code_files


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement: which module, what it names, and how."""

    module: str
    target: str
    line: int
    relative: bool
    inside_function: bool
    for_types_only: bool
    comment: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def module_name(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def all_imports() -> list[Import]:
    """Return every import of the product. A name imported from a package that is a module counts as that module."""
    modules = {module_name(path) for path in code_files()}
    return [found for path in code_files() for found in _imports_of(path, modules)]


def _imports_of(path: Path, modules: set[str]) -> Iterator[Import]:
    source = path.read_text()
    lines = source.splitlines()
    for node, inside, typing in _walk(ast.parse(source), False, False):
        comment = lines[node.lineno - 1].partition("#")[2].strip()
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        else:
            base = node.module or ""
            names = [f"{base}.{alias.name}" for alias in node.names]
            targets = list(dict.fromkeys(name if name in modules else base for name in names))
        relative = isinstance(node, ast.ImportFrom) and node.level > 0
        for target in targets:
            yield Import(module_name(path), target, node.lineno, relative, inside, typing, comment)


def _walk(node: ast.AST, inside: bool, typing: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside, typing
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            checking = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            yield from _walk(child, inside or function, typing or checking)
