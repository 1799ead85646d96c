"""Names of django-allauth's tables and fields, which it leaves in English or to the names in its code."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

TABLES = {
    "account.EmailAddress": (_("e-mail address"), _("e-mail addresses")),
    "mfa.Authenticator": (_("second factor"), _("second factors")),
    "usersessions.UserSession": (_("session"), _("sessions")),
}
FIELDS = {
    "account.EmailAddress": {
        "user": _("person"),
        "email": _("e-mail address"),
        "verified": _("confirmed by its owner"),
        "primary": _("main address"),
    },
    "mfa.Authenticator": {
        "user": _("person"),
        "type": _("kind"),
        "created_at": _("created at"),
        "last_used_at": _("last used at"),
    },
    "usersessions.UserSession": {
        "user": _("person"),
        "created_at": _("started at"),
        "last_seen_at": _("last seen at"),
        "ip": _("network address"),
        "user_agent": _("browser"),
    },
}


def name_tables() -> None:
    """Give the tables and fields their names; migrations keep comparing with what allauth's own code says."""
    for label, (one, many) in TABLES.items():
        model = apps.get_model(label)
        model._meta.verbose_name, model._meta.verbose_name_plural = one, many
        for name, words in FIELDS[label].items():
            model._meta.get_field(name).verbose_name = words
