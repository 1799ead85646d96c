"""What lies in the repository: sizes, names, lock files."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.source_texts import ROOT, code_files

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
LONGEST_FILE = 500
LONGEST_FUNCTION = 90
DATA = ("matching/taxonomy/data", "expo/demo")


def functions(path: Path) -> list[tuple[str, int]]:
    """Return each function of a file with its number of lines."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path.relative_to(ROOT)) for path in code_files() if path.stem in VAGUE_NAMES] == []


def test_files_stay_readable() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in code_files()}
    code = {
        name: length for name, length in lengths.items() if "/migrations/" not in name and not name.startswith(DATA)
    }
    assert {name: length for name, length in code.items() if length > LONGEST_FILE} == {}
    assert sorted(code.values())[len(code) * 9 // 10] <= 350


def test_functions_stay_readable() -> None:
    found = [item for path in code_files() for item in functions(path)]
    assert [name for name, lines in found if lines > LONGEST_FUNCTION] == []
    assert len([name for name, lines in found if lines > 50]) <= len(found) // 100


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_locks_pin_everything_and_name_no_index(path: Path) -> None:
    lines = path.read_text().splitlines()
    pinned = [line for line in lines if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
    assert pinned != []
    assert [line for line in pinned if "==" not in line] == []
    assert [
        line for line in lines if "://" in line or line.startswith(("-i", "--index", "--extra-index", "--find"))
    ] == []
    assert path.read_text().count("--hash=sha256:") >= len(pinned)


def test_suppressions_give_their_reason() -> None:
    silent = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?)\s*$")
    paths = [*code_files(), *sorted((ROOT / "tests").rglob("*.py"))]
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if silent.search(line)
    ]
    assert found == []
