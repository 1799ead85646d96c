"""What the audit trail says in the reader's words: the kernel names common deeds, each app its own when it is ready."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

DEEDS: dict[str, Promise] = {
    "accept": pgettext_lazy("deed", "Accepted"),
    "add": pgettext_lazy("deed", "Line added"),
    "add_name": pgettext_lazy("deed", "Name added"),
    "apply": pgettext_lazy("deed", "Carried out"),
    "approve": pgettext_lazy("deed", "Approved"),
    "archive": pgettext_lazy("deed", "Archived"),
    "cancel": pgettext_lazy("deed", "Cancelled"),
    "change": pgettext_lazy("deed", "Changed"),
    "close": pgettext_lazy("deed", "Closed"),
    "confirm": pgettext_lazy("deed", "Confirmed"),
    "create": pgettext_lazy("deed", "Made"),
    "decline": pgettext_lazy("deed", "Declined"),
    "drop": pgettext_lazy("deed", "Dropped"),
    "merge": pgettext_lazy("deed", "Merged into another"),
    "open": pgettext_lazy("deed", "Opened"),
    "publish": pgettext_lazy("deed", "Published"),
    "refresh": pgettext_lazy("deed", "Said to be current"),
    "reject": pgettext_lazy("deed", "Rejected"),
    "remove": pgettext_lazy("deed", "Line removed"),
    "remove_name": pgettext_lazy("deed", "Name removed"),
    "rename": pgettext_lazy("deed", "Renamed"),
    "reopen": pgettext_lazy("deed", "Opened again"),
    "return": pgettext_lazy("deed", "Returned with a reason"),
    "run": pgettext_lazy("deed", "Event started"),
    "save": pgettext_lazy("deed", "Changed"),
    "set": pgettext_lazy("deed", "Changed"),
    "submit": pgettext_lazy("deed", "Handed in"),
    "take_back": pgettext_lazy("deed", "Taken back"),
    "undo": pgettext_lazy("deed", "Undone"),
    "update": pgettext_lazy("deed", "Changed"),
}
WAYS: dict[str, Promise] = {
    "admin": pgettext_lazy("way", "administration"),
    "beat": pgettext_lazy("way", "timetable"),
    "command": pgettext_lazy("way", "command"),
    "task": pgettext_lazy("way", "worker"),
    "web": pgettext_lazy("way", "web page"),
}


def name_deeds(words: Mapping[str, Promise]) -> None:
    """Tell what verbs of the trail are called; of an app, when it is ready."""
    DEEDS.update(words)


def deed_in_words(verb: str) -> str:
    """Return what `verb` is called: the whole of it, else its last part ("profile.skills.add"), else itself."""
    return str(DEEDS.get(verb) or DEEDS.get(verb.rpartition(".")[2]) or verb)


def way_in_words(way: str) -> str:
    """Return what the means of acting is called; one without a name keeps its code."""
    return str(WAYS.get(way, way))
