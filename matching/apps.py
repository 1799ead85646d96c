from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.trail import name_deeds
from matching.trail import DEEDS


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        from core.personal_data import register  # models are ready only now
        from matching.personal_data import MATCH_LISTS  # models are ready only now

        register(MATCH_LISTS)
        name_deeds(DEEDS)
