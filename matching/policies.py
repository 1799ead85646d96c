"""Who may do what with runs and match lists. Pure: no query, the caller passes what is needed."""

from core.actor import Actor
from matching.models import MatchRun


def can_manage_runs(actor: Actor) -> bool:
    """Make, start, cancel, review, publish and withdraw runs."""
    return actor.is_organiser


def can_sign_run(actor: Actor, run: MatchRun) -> bool:
    """Sign: an organiser other than those who made and started the run."""
    return can_manage_runs(actor) and actor.user_id not in {None, run.created_by_id, run.started_by_id}


def can_judge_pairs(actor: Actor) -> bool:
    """Say good or not of a pair in review."""
    return can_manage_runs(actor)
