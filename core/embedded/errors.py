"""What can go wrong with the embedded servers, said so that a person can act on it."""


class EmbeddedError(Exception):
    """A server or the demo cannot start. The message is one clear sentence and a way on, without a traceback."""
