"""The administration's site: tables stand under what they are about, not under the packages they come from."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("The expo"), ("expo",)),
    (_("People and organisations"), ("accounts",)),
    (_("Signing in"), ("account", "mfa", "usersessions")),
    (_("Matching"), ("matching",)),
    (_("Vocabulary"), ("taxonomy",)),
    (_("Trail and mail"), ("core",)),
)


class Administration(AdminSite):
    site_header = site_title = _("Talent Power Up")
    index_title = _("Administration")
    enable_nav_sidebar = False  # it takes the room that the columns of lists need; the first page is one step away

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the groups in order for the first page and the side bar; one app's own list stays Django's."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        by_label = {app["app_label"]: app for app in apps}
        groups = []
        for name, labels in GROUPS:
            found = [by_label.pop(label) for label in labels if label in by_label]
            if found:
                models = [model for app in found for model in app["models"]]
                groups.append(found[0] | {"name": name, "models": models})
        return groups + list(by_label.values())
