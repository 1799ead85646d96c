from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.trail import name_deeds
from matching.taxonomy.trail import DEEDS


class TaxonomyConfig(AppConfig):
    name = "matching.taxonomy"
    label = "taxonomy"
    verbose_name = _("Vocabulary")

    def ready(self) -> None:
        name_deeds(DEEDS)
