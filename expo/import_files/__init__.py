"""What a file of an import may hold and how it is read: pure, no Django models, run by a limited child process.

`messages` alone is for the parent: the sentences for what went wrong.
"""
