"""What deeds on the vocabulary are called in the audit trail, where the common words would not do."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

DEEDS: dict[str, Promise] = {
    "vocabulary.import_esco": pgettext_lazy("deed", "ESCO files imported"),
    "vocabulary.publish": pgettext_lazy("deed", "New version"),
}
