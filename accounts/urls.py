"""Addresses of the accounts app."""

from django.urls import path

from accounts.views import demo, home, preferences, second_factor

app_name = "accounts"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("language/", preferences.language_set, name="language_set"),
    path("theme/", preferences.theme_set, name="theme_set"),
    path("settings/second-factor/", second_factor.second_factor, name="second_factor"),
    path("demo/", demo.demo_signin, name="demo_signin"),
]
