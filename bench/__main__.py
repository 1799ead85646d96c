"""`python -m bench [speed …]`: run a measurement; without a name, the speed table."""

import sys

from bench import speed

MEASUREMENTS = {"speed": speed.main}

if __name__ == "__main__":
    name, *rest = sys.argv[1:] or ["speed"]
    if name not in MEASUREMENTS:
        sys.exit(f"measurements: {', '.join(MEASUREMENTS)}")
    MEASUREMENTS[name](rest)
