"""Say whether the demo's edition has a published run; loads none of the code that would make one."""

from django.core.management.base import BaseCommand

from matching.enums import RunState
from matching.models import MatchRun


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> str:
        """Return words where there is one and nothing where there is none."""
        published = MatchRun.objects.filter(edition__slug="demo-2026", state=RunState.PUBLISHED)
        return "A run is published already." if published.exists() else ""
