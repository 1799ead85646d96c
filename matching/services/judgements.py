"""An organiser's word on single pairs, collected in review."""

from django.db import transaction

from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.models import CandidateProfile, Posting
from matching.models import MatchRun, PairJudgement
from matching.policies import can_judge_pairs
from matching.workflows import RUN


@transaction.atomic
def judge_pair(
    *,
    run: MatchRun,
    profile: CandidateProfile,
    posting: Posting,
    is_good: bool,
    actor: Actor,
    note: str = "",
) -> PairJudgement:
    """Keep whether a pair of a finished run is good; a second word of the same person replaces the first."""
    if not can_judge_pairs(actor):
        raise NotAllowed
    RUN.check("judge", run.state)
    judgement, _created = PairJudgement.objects.update_or_create(
        run=run,
        profile=profile,
        posting=posting,
        judged_by_id=actor.user_id,
        defaults={"is_good": is_good, "note": note},
    )
    after = {"profile": profile.pk, "posting": posting.pk, "is_good": is_good}
    record("run.judge", run, actor=actor, after=after)
    return judgement


@transaction.atomic
def take_judgement_back(*, judgement: PairJudgement, actor: Actor) -> None:
    """Forget a person's own word on a pair; the pair is asked about again."""
    if not can_judge_pairs(actor) or judgement.judged_by_id != actor.user_id:
        raise NotAllowed
    RUN.check("judge", judgement.run.state)
    before = {"profile": judgement.profile_id, "posting": judgement.posting_id, "is_good": judgement.is_good}
    record("run.unjudge", judgement.run, actor=actor, before=before)
    judgement.delete()
