"""How the server's log is written: what went wrong, with the reference that the person in front of it was shown."""

import logging


class ReferenceFormatter(logging.Formatter):
    """Begin each line with the time and the reference of the request, so that the one leads to the other."""

    def format(self, record: logging.LogRecord) -> str:
        record.reference = getattr(getattr(record, "request", None), "request_id", "-")
        return super().format(record)
