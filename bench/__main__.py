"""`python -m bench [speed …]`: the speed table of the product, in an installation of its own."""

import sys

from bench.world import opened

if __name__ == "__main__":
    name, *rest = sys.argv[1:] or ["speed"]
    if name != "speed":
        sys.exit("measurements: speed")
    with opened(6000, 3000) as world:
        from bench import speed  # only after Django is set up with the addresses of the servers just started

        speed.main(rest, world)
