"""Writes: verbs, keyword-only, one transaction each."""
