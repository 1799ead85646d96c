"""Texts of Django's administration that its own Chinese lacks: listed here, they land in our catalogues."""

from django.utils.translation import gettext_noop

TABLE_HEADS = (
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("Model name"),
)
