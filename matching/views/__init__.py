"""Thin translators between HTTP and services."""
