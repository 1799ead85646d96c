"""Start a program that ends when its supervisor ends, also when that was killed and could not say goodbye."""

import os
import signal
import sys

from core.embedded.process import die_with_parent

if __name__ == "__main__":
    die_with_parent(signal.SIGTERM)()
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the supervisor's own configuration names the program
