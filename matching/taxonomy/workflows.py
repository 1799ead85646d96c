"""What may follow what in the queue of unknown terms."""

from core.states import Transitions
from matching.taxonomy.enums import TermState

TERM = Transitions(
    {
        "accept": ([TermState.PENDING], TermState.ACCEPTED),
        "merge": ([TermState.PENDING], TermState.MERGED),
        "reject": ([TermState.PENDING], TermState.REJECTED),
        "undo": ([TermState.ACCEPTED, TermState.MERGED, TermState.REJECTED], TermState.PENDING),
    }
)
