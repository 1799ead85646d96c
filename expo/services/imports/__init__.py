"""Imports of files, from bytes to rows: read in a limited child process, checked, previewed, applied, undone.

`reader` and what it imports run in the child and know nothing of Django; `verbs` holds what views and commands call.
"""
