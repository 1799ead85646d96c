"""Lint, format, types, migrations and the deployment check, as part of the suite."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.support.source_texts import ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "checked-with-a-key-that-is-long-enough-and-varied-0123456789",
    "ALLOWED_HOSTS": "expo.example",
}


def run(*command: str, **environment: str) -> str:
    """Run a command of the environment in the project; return "" or, when it fails, what it said."""
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=inherited | environment, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("command", ["check", "format --check"])
def test_ruff_has_nothing_to_say(command: str) -> None:
    assert run("-m", "ruff", *command.split(), ".") == ""


def test_types_are_right() -> None:
    assert run("-m", "mypy", "--no-error-summary") == ""


@pytest.mark.django_db
def test_migrations_are_made() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_production_settings_pass_the_deployment_check() -> None:
    assert run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION) == ""
