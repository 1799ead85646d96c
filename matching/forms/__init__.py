"""Cleaning of input."""
