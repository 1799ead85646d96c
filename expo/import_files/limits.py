"""How much an import file may ask for. A refusal carries a code that `messages` turns into a sentence."""

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 60_000
MEMORY = 1024**3
CPU_SECONDS = 60
WALL_SECONDS = 90
MAX_ANSWER = 120 * 1024 * 1024


class FileRefused(Exception):
    """The file cannot be read as a whole. `code` is stable, `params` fill its message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
