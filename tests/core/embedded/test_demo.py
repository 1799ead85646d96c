import configparser
import shlex
from pathlib import Path

import pytest

from core.embedded.demo import Wishes
from core.embedded.errors import EmbeddedError
from core.embedded.supervision import Program


def test_without_wishes_the_demo_has_the_size_of_the_expo() -> None:
    assert Wishes.read({"CANDIDATES": "", "PORT": " "}) == Wishes("127.0.0.1", 8000, 6000, 3000)
    asked = {"CANDIDATES": "600", "OPENINGS": "300", "PORT": "9000", "HOST": "0.0.0.0"}  # noqa: S104 - only read
    assert Wishes.read(asked) == Wishes("0.0.0.0", 9000, 600, 300)  # noqa: S104 - only compared


@pytest.mark.parametrize(
    ("name", "value"), [("CANDIDATES", "many"), ("OPENINGS", "-5"), ("PORT", "70000"), ("PORT", "0")]
)
def test_a_wish_that_is_no_sensible_number_is_named(name: str, value: str) -> None:
    with pytest.raises(EmbeddedError, match=f"^{name}={value} is not a whole number"):
        Wishes.read({name: value})


def test_a_program_survives_percent_signs_and_spaces_in_its_path(tmp_path: Path) -> None:
    program = Program("web", ["/a folder/50%/python", "-m", "x"], stop="INT", stop_seconds=60)
    config = configparser.ConfigParser()
    config.read_string(program.section(tmp_path))
    section = config["program:web"]
    assert shlex.split(section["command"]) == ["/a folder/50%/python", "-m", "x"]
    assert (section["stopsignal"], section["stopwaitsecs"], section["autorestart"]) == ("INT", "60", "true")
