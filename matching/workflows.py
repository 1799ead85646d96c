"""The life of a run: who may do what is in policies, what is legal in which state is here."""

from core.states import Transitions
from matching.enums import ChunkState, RunState

RUN = Transitions(
    {
        "change": ((RunState.DRAFT,), RunState.DRAFT),
        "dry_run": ((RunState.DRAFT,), RunState.DRAFT),
        "miscount": ((RunState.DRAFT,), RunState.DRAFT),
        "start": ((RunState.DRAFT,), RunState.QUEUED),
        "prepare": ((RunState.QUEUED,), RunState.RUNNING),
        "finish": ((RunState.RUNNING,), RunState.FINISHED),
        "fail": ((RunState.QUEUED, RunState.RUNNING), RunState.FAILED),
        "cancel": ((RunState.DRAFT, RunState.QUEUED, RunState.RUNNING), RunState.CANCELLED),
        "judge": ((RunState.FINISHED, RunState.SIGNED, RunState.PUBLISHED), RunState.FINISHED),
        "sign": ((RunState.FINISHED,), RunState.SIGNED),
        "publish": ((RunState.SIGNED, RunState.SUPERSEDED, RunState.WITHDRAWN), RunState.PUBLISHED),
        "supersede": ((RunState.PUBLISHED,), RunState.SUPERSEDED),
        "withdraw": ((RunState.PUBLISHED,), RunState.WITHDRAWN),
    }
)

CHUNK = Transitions(
    {
        "claim": ((ChunkState.PENDING,), ChunkState.RUNNING),
        "finish": ((ChunkState.RUNNING,), ChunkState.DONE),
        "release": ((ChunkState.RUNNING,), ChunkState.PENDING),
        "fail": ((ChunkState.PENDING, ChunkState.RUNNING), ChunkState.FAILED),
    }
)

ACTIVE = frozenset({RunState.QUEUED, RunState.RUNNING})
REVIEWABLE = frozenset(
    {RunState.FINISHED, RunState.SIGNED, RunState.PUBLISHED, RunState.SUPERSEDED, RunState.WITHDRAWN}
)
