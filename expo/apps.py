from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.trail import name_deeds
from expo.trail import DEEDS


class ExpoConfig(AppConfig):
    name = "expo"
    verbose_name = _("The expo")

    def ready(self) -> None:
        from core.personal_data import register  # models are ready only now
        from expo.personal_data import IMPORTS  # models are ready only now

        register(IMPORTS)
        name_deeds(DEEDS)
