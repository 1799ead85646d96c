from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.trail import DEEDS
from core.trail import name_deeds


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        import accounts.checks  # when Django is ready: registers its checks
        import accounts.receivers  # noqa: F401 - registering both is the purpose
        from accounts.allauth_tables import name_tables  # the tables are there only now
        from accounts.personal_data import ADMINISTRATION  # models are ready only now
        from core.personal_data import register  # models are ready only now

        name_tables()
        register(ADMINISTRATION)
        name_deeds(DEEDS)
