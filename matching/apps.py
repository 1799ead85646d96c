from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self) -> None:
        from core.personal_data import register  # models are ready only now
        from matching.personal_data import MATCH_LISTS  # models are ready only now

        register(MATCH_LISTS)
