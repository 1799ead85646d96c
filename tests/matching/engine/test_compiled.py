"""Where compiled kernels are kept."""

from pathlib import Path

from numba import config

from matching.engine import compiled


def test_code_compiled_from_other_source_is_not_used(tmp_path: Path):
    (tmp_path / "a.py").write_text("ONE = 1\n")
    (tmp_path / "b.py").write_text("TWO = 2\n")
    before = compiled.source_digest(tmp_path)
    (tmp_path / "a.py").write_text("ONE = 3\n")
    changed = compiled.source_digest(tmp_path)
    (tmp_path / "a.py").write_text("ONE = 1\n")
    assert changed != before
    assert compiled.source_digest(tmp_path) == before


def test_the_folder_is_named_after_the_engines_source():
    assert Path(config.CACHE_DIR).name == f"engine-{compiled.source_digest()}"
