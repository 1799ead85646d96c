"""What can go wrong while the demo edition is made."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class VocabularyMissing(DomainError):
    code = "vocabulary_missing"
    message = _("Load the vocabulary first: manage.py load_vocabulary.")
