from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "matching.taxonomy"
    label = "taxonomy"
