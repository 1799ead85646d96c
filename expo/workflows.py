"""Which step is legal in which state, for editions and postings."""

from core.states import Transitions
from expo.enums import EditionState, EmployerState, ImportState, PostingState

EDITION = Transitions(
    {
        "open": ([EditionState.DRAFT], EditionState.OPEN),
        "run": ([EditionState.OPEN], EditionState.RUNNING),
        "close": ([EditionState.OPEN, EditionState.RUNNING], EditionState.CLOSED),
        "reopen": ([EditionState.CLOSED], EditionState.RUNNING),
        "archive": ([EditionState.CLOSED], EditionState.ARCHIVED),
    }
)

EMPLOYER = Transitions(
    {
        "confirm": ([EmployerState.INVITED], EmployerState.CONFIRMED),
        "decline": ([EmployerState.INVITED], EmployerState.WITHDRAWN),
    }
)

POSTING = Transitions(
    {
        "submit": ([PostingState.DRAFT, PostingState.RETURNED], PostingState.SUBMITTED),
        "approve": ([PostingState.SUBMITTED], PostingState.PUBLISHED),
        "return": ([PostingState.SUBMITTED], PostingState.RETURNED),
        "publish": ([PostingState.DRAFT, PostingState.RETURNED, PostingState.CLOSED], PostingState.PUBLISHED),
        "close": ([PostingState.PUBLISHED], PostingState.CLOSED),
        "take_back": ([PostingState.SUBMITTED, PostingState.PUBLISHED, PostingState.CLOSED], PostingState.DRAFT),
    }
)

IMPORT = Transitions(
    {
        "apply": ([ImportState.PREVIEWED], ImportState.APPLIED),
        "undo": ([ImportState.APPLIED], ImportState.UNDONE),
        "drop": ([ImportState.PREVIEWED], ImportState.PREVIEWED),
    }
)
