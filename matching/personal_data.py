"""What matching keeps about a person without a foreign key: the person's own match lists.

The frozen inputs of past runs stay, because a run must be replayable: they hold numbers computed from skills and wishes
under the number of a profile that no longer exists, and neither name, address nor text.
"""

from typing import Any

from core.personal_data import Store
from expo.models import CandidateProfile
from matching.enums import Side
from matching.models import FreshMatchList, MatchList

FIELDS = ("counterpart_ids", "points")


def _profile_ids(user_id: int) -> list[int]:
    return list(CandidateProfile.objects.filter(user_id=user_id).values_list("pk", flat=True))


def export_lists(user_id: int, email: str) -> list[dict[str, Any]]:
    """Return the person's match lists: run, ids of the roles, points in hundredths, in the order of the list."""
    mine = {"side": Side.CANDIDATE, "owner_id__in": _profile_ids(user_id)}
    runs = MatchList.objects.filter(**mine).order_by("run_id").values("run_id", *FIELDS)
    fresh = FreshMatchList.objects.filter(**mine).order_by("edition_id").values("edition_id", *FIELDS)
    return [*runs, *fresh]


def erase_lists(user_id: int, email: str) -> None:
    """Delete the person's match lists."""
    mine = {"side": Side.CANDIDATE, "owner_id__in": _profile_ids(user_id)}
    MatchList.objects.filter(**mine).delete()
    FreshMatchList.objects.filter(**mine).delete()


MATCH_LISTS = Store("match_lists", export_lists, erase_lists)
