from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        import accounts.checks  # when Django is ready: registers its checks
        import accounts.receivers  # noqa: F401 - registering both is the purpose
        from accounts.personal_data import ADMINISTRATION  # models are ready only now
        from core.personal_data import register  # models are ready only now

        register(ADMINISTRATION)
