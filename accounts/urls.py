"""Addresses of the accounts app."""

from django.urls import path

from accounts.views import demo, home, preferences

app_name = "accounts"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("language/", preferences.language_set, name="language_set"),
    path("theme/", preferences.theme_set, name="theme_set"),
    path("demo/", demo.demo_signin, name="demo_signin"),
]
