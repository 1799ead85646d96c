"""Reads across models for the pages, the runs and the engine."""
