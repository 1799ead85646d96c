"""Addresses of the expo app."""

from django.urls import path

from expo.views import public

app_name = "expo"
urlpatterns = [
    path("", public.front, name="front"),
    path("openings/", public.posting_list, name="posting_list"),
    path("openings/<int:pk>/", public.posting_detail, name="posting_detail"),
    path("openings/<int:pk>.jsonld", public.posting_data, name="posting_data"),
    path("employers/", public.employer_list, name="employer_list"),
    path("employers/<slug:slug>/", public.employer_detail, name="employer_detail"),
]
