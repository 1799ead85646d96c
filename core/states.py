"""Workflows as data: which verb leads from which states to which state."""

from collections.abc import Iterable, Mapping

from core.errors import IllegalTransition


class Transitions:
    """A table of verbs. `check` answers the target state or raises IllegalTransition."""

    def __init__(self, table: Mapping[str, tuple[Iterable[str], str]]) -> None:
        self._table = {verb: (frozenset(sources), target) for verb, (sources, target) in table.items()}

    def check(self, verb: str, state: str) -> str:
        """Return the state that `verb` leads to from `state`; raise IllegalTransition where it may not."""
        sources, target = self._table[verb]
        if state not in sources:
            raise IllegalTransition
        return target

    def verbs(self, state: str) -> list[str]:
        """Return the verbs that are legal in `state`, in table order."""
        return [verb for verb, (sources, _target) in self._table.items() if state in sources]

    def sources(self, verb: str) -> frozenset[str]:
        return self._table[verb][0]
