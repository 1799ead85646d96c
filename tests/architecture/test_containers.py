"""The container files, as far as they can be judged without Docker."""

import os
import subprocess
import sys
from pathlib import Path

import yaml

from tests.support.source_texts import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_compose_file_obeys_the_compose_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, "docker-compose.yml"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_part_of_the_product_is_a_service() -> None:
    assert sorted(COMPOSE["services"]) == [
        "beat",
        "migrate",
        "postgres",
        "redis",
        "web",
        "worker-default",
        "worker-matching",
    ]


def test_a_new_installation_gets_its_tables_and_its_vocabulary() -> None:
    command = " ".join(COMPOSE["services"]["migrate"]["command"])
    assert command.endswith("python manage.py migrate && python manage.py load_vocabulary")


def test_no_secret_has_a_default() -> None:
    source = (ROOT / "docker-compose.yml").read_text()
    assert source.count("PASSWORD:-") == source.count("SECRET_KEY:-") == 0


def test_the_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER talent"]


def test_static_files_collect_with_production_settings(tmp_path: Path) -> None:
    """The names are hashed from the content; a style sheet that names a missing file would stop this."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": "collect",
        "ALLOWED_HOSTS": "expo.example",
        "STATIC_ROOT": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "staticfiles.json").is_file()
