"""The project's own measurements, run by hand: `make bench`. See bench/README.md."""
