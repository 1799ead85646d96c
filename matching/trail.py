"""What deeds on a run are called: its steps, which its page shows too, and the rest that only the trail keeps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Promise] = {
    "run.create": _("Draft made"),
    "run.change": _("Settings changed"),
    "run.dry_run": _("Dry run counted"),
    "run.miscount": _("Dry run ended without a result"),
    "run.start": _("Started"),
    "run.prepare": _("Inputs frozen"),
    "run.finish": _("Finished"),
    "run.fail": _("Ended without a result"),
    "run.cancel": _("Cancelled"),
    "run.sign": _("Signed"),
    "run.publish": _("Published"),
    "run.supersede": _("Replaced by a later run"),
    "run.withdraw": _("Withdrawn"),
}
DEEDS: dict[str, Promise] = STEPS | {
    "run.judge": pgettext_lazy("deed", "Pair judged"),
    "run.unjudge": _("Judgement of a pair taken back"),
}
