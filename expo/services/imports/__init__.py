"""Imports of files: checked, previewed, applied, undone. `verbs` holds what views and commands call."""
