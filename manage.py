#!/usr/bin/env python3
"""Command-line entry of the project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line  # the settings name must be set first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
