from django.apps import AppConfig


class ExpoConfig(AppConfig):
    name = "expo"

    def ready(self) -> None:
        from core.personal_data import register  # models are ready only now
        from expo.personal_data import IMPORTS  # models are ready only now

        register(IMPORTS)
