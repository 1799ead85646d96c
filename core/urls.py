"""Addresses of the core app."""

from django.urls import path

from core.views import device, health, styleguide

app_name = "core"
urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    path("worker.js", device.worker, name="worker"),
    path("offline/", device.offline, name="offline"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
