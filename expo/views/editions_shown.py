"""The edition that a page is about; where there is none, there is no such page."""

from django.http import Http404

from expo.models import Edition
from expo.queries.console import edition_in_hand


def organisers_edition() -> Edition:
    """Return the edition that organisers work on."""
    return _or_404(edition_in_hand())


def public_edition() -> Edition:
    """Return the edition that everybody sees."""
    return _or_404(Edition.objects.current())


def _or_404(edition: Edition | None) -> Edition:
    if edition is None:
        raise Http404
    return edition
