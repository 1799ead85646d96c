"""What deeds around an edition are called in the audit trail, where the common words would not do."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

DEEDS: dict[str, Promise] = {
    "check_in.record": pgettext_lazy("deed", "Checked in"),
    "check_in.undo": pgettext_lazy("deed", "Check-in undone"),
    "demo_edition_made": pgettext_lazy("deed", "Demo edition made"),
    "edition.open": pgettext_lazy("deed", "Opened for registration"),
    "registration.cancel": pgettext_lazy("deed", "Registration cancelled"),
    "registration.register": pgettext_lazy("deed", "Registered"),
}
