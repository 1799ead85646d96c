"""Addresses of the expo app."""

from django.urls import URLPattern

app_name = "expo"
urlpatterns: list[URLPattern] = []
