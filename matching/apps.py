from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self) -> None:
        from core.personal_data import register
        from matching.personal_data import MATCH_LISTS

        register(MATCH_LISTS)
