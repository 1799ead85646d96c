"""Addresses of the core app."""

from django.urls import path

from core.views import health, styleguide

app_name = "core"
urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
