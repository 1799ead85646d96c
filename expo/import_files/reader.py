"""The child process: reads one file from standard input within limits and answers JSON on standard output.

Started by `sandbox`; holds no secrets, opens no network or database, imports no Django.
"""

import gzip
import io
import json
import resource
import sys
import zlib

from expo.import_files.encodings import decode
from expo.import_files.limits import CPU_SECONDS, MAX_UNPACKED, MEMORY, FileRefused
from expo.import_files.read_json import read_json
from expo.import_files.read_tables import read_csv, read_xlsx

GZIP = b"\x1f\x8b"


def unzipped(data: bytes) -> bytes:
    """Return what a gzip file holds, anything else unchanged. Raises FileRefused where it is broken or too large."""
    if not data.startswith(GZIP):
        return data
    try:
        inside = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileRefused("broken_archive") from error
    if len(inside) > MAX_UNPACKED:
        megabytes = MAX_UNPACKED // 1024**2
        raise FileRefused("unpacks_too_large", megabytes=f"> {megabytes}", most=megabytes)
    return inside


def read_file(kind: str, data: bytes) -> dict[str, object]:
    """Return {"format", "encoding", "rows", "unread"} of a file of `kind`, or {"refused", "params"}."""
    try:
        data = unzipped(data)
        if data.startswith(b"PK\x03\x04"):
            rows, unread = read_xlsx(kind, data)
            return {"format": "xlsx", "encoding": "", "rows": rows, "unread": unread}
        if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", GZIP)):
            raise FileRefused("wrong_format")
        text, encoding = decode(data)
        if not text.strip():
            raise FileRefused("empty_file")
        is_json = text.lstrip().startswith(("{", "["))
        rows, unread = (read_json if is_json else read_csv)(kind, text)
        if not rows:
            raise FileRefused("no_rows")
        return {"format": "json" if is_json else "csv", "encoding": encoding, "rows": rows, "unread": unread}
    except FileRefused as refusal:
        return {"refused": refusal.code, "params": refusal.params}
    except (MemoryError, RecursionError):
        return {"refused": "too_complex", "params": {}}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    answer = read_file(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
