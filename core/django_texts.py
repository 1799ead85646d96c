"""Sentences of Django's own forms that stand in our catalogues, so that they speak as the rest of the site does."""

from django.utils.translation import gettext_noop

FORM_TEXTS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("The two password fields didn’t match."),
)
