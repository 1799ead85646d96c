"""Imports only go down: between the apps, and between the strata of one app."""

import ast
from collections.abc import Iterator

from tests.support.imports import Import, all_imports, module_name
from tests.support.source_texts import code_files

LAYERS = ("matching.engine", "core", "matching.taxonomy", "accounts", "expo", "matching", "config")
STRATA = (
    {"enums", "errors", "text", "states"},
    {"workflows"},
    {"models"},
    {"policies"},
    {"queries"},
    {"services"},
    {"forms"},
    {"views", "tasks", "management", "templatetags", "context_processors", "middleware", "adapter"},
    {"urls", "admin", "apps", "receivers"},
)
IMPORTS = all_imports()
NOT_IN_THE_ENGINE = {"now", "today", "utcnow", "monotonic", "environ", "getenv", "default_rng", "urandom", "seed"}
ENGINE_MAY_USE = {
    "__future__",
    "array",
    "base64",
    "bisect",
    "collections",
    "concurrent",
    "contextlib",
    "dataclasses",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "hashlib",
    "heapq",
    "importlib",
    "io",
    "itertools",
    "json",
    "llvmlite",
    "math",
    "matching",
    "numba",
    "numpy",
    "opencc",
    "operator",
    "os",
    "pathlib",
    "re",
    "scipy",
    "string",
    "struct",
    "threading",
    "typing",
    "unicodedata",
    "wordllama",
    "zlib",
}


def layer(module: str) -> int | None:
    """Return the height of a module of ours; the most specific name decides. None for other packages."""
    names = sorted((name for name in LAYERS if module == name or module.startswith(f"{name}.")), key=len)
    return LAYERS.index(names[-1]) if names else None


def stratum(module: str) -> int | None:
    """Return the height of a module within its app; None where the plan says nothing about it."""
    for part in module.split(".")[1:]:
        for height, names in enumerate(STRATA):
            if part in names:
                return height
    return None


def rising(found: Import) -> bool:
    here, there = layer(found.module), layer(found.target)
    return here is not None and there is not None and there > here


def test_apps_import_only_apps_below_them() -> None:
    assert [str(found) for found in IMPORTS if rising(found)] == []


def test_strata_of_an_app_import_only_strata_below_them() -> None:
    wrong = []
    for found in IMPORTS:
        here, there = stratum(found.module), stratum(found.target)
        if layer(found.module) != layer(found.target) or here is None or there is None or found.for_types_only:
            continue
        if there > here:
            wrong.append(str(found))
    assert wrong == []


def test_no_import_is_relative() -> None:
    assert [str(found) for found in IMPORTS if found.relative] == []


def test_imports_inside_functions_say_why() -> None:
    assert [str(found) for found in IMPORTS if found.inside_function and not found.comment] == []


def test_the_engine_is_pure() -> None:
    engine = [found for found in IMPORTS if layer(found.module) == 0 and not found.for_types_only]
    assert engine != []
    assert [str(found) for found in engine if found.target.partition(".")[0] not in ENGINE_MAY_USE] == []
    assert [str(found) for found in engine if found.target.startswith("matching") and layer(found.target) != 0] == []


def test_the_engine_asks_neither_clock_nor_environment_nor_chance() -> None:
    found = [
        f"{module_name(path)}:{node.lineno} {node.attr}"
        for path in code_files()
        if layer(module_name(path)) == 0
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in NOT_IN_THE_ENGINE
    ]
    assert found == []


def test_no_module_imports_itself_through_others() -> None:
    edges: dict[str, set[str]] = {}
    for found in IMPORTS:
        if not found.inside_function and not found.for_types_only and layer(found.target) is not None:
            edges.setdefault(found.module, set()).add(found.target)
    assert list(_cycles(edges)) == []


def _cycles(edges: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield one path for every cycle that a depth-first walk meets."""
    done: set[str] = set()
    for start in sorted(edges):
        stack = [(start, iter(sorted(edges.get(start, ()))))]
        path = [start]
        while stack and start not in done:
            module, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                done.add(module)
                stack.pop()
                path.pop()
            elif target in path:
                yield [*path[path.index(target) :], target]
            elif target not in done:
                stack.append((target, iter(sorted(edges.get(target, ())))))
                path.append(target)
