"""Failures that people can cause in accounts."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class DemoOnly(DomainError):
    code = "demo_only"
    message = _("This works in the demo only, and the demo's people have to exist.")
