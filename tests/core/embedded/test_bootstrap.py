"""The first step, as a machine sees it that lacks something: one sentence and a way on, never a traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.source_texts import ROOT

HIDE_ENSUREPIP = """
import importlib.machinery as machinery
find = machinery.PathFinder.find_spec.__func__
machinery.PathFinder.find_spec = classmethod(
    lambda cls, name, *rest: None if name == "ensurepip" else find(cls, name, *rest)
)
"""
PRETEND_TO_BE_OLD = 'import sys; sys.version_info, sys.version = (3, 9, 2, "final", 0), "3.9.2 (default)"'


def start_on(tmp_path: Path, machine: str) -> subprocess.CompletedProcess[str]:
    """Run `make demo`'s first step in a bare copy of the project on a machine changed by `machine`."""
    project = tmp_path / "project"
    shutil.copytree(
        ROOT / "core" / "embedded", project / "core" / "embedded", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "requirements", project / "requirements")
    (tmp_path / "sitecustomize.py").write_text(machine)
    return subprocess.run(
        [getattr(sys, "_base_executable", sys.executable), str(project / "core" / "embedded" / "bootstrap.py"), "demo"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )


def test_a_missing_venv_module_names_the_package_to_install(tmp_path: Path) -> None:
    done = start_on(tmp_path, HIDE_ENSUREPIP)
    assert done.returncode == 1
    assert "apt-get install python3-venv — then run the same command again" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "project" / ".venv").exists()


def test_an_old_python_is_told_so(tmp_path: Path) -> None:
    done = start_on(tmp_path, PRETEND_TO_BE_OLD)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "make demo PYTHON=python3.12" in done.stderr
    assert "Traceback" not in done.stderr
