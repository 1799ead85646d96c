"""Addresses of the expo app."""

from django.urls import path

from expo.views import console, desk, imports, profile, public, registration

app_name = "expo"
urlpatterns = [
    path("", public.front, name="front"),
    path("openings/", public.posting_list, name="posting_list"),
    path("openings/<int:pk>/", public.posting_detail, name="posting_detail"),
    path("openings/<int:pk>.jsonld", public.posting_data, name="posting_data"),
    path("employers/", public.employer_list, name="employer_list"),
    path("employers/<slug:slug>/", public.employer_detail, name="employer_detail"),
    path("register/", registration.registration, name="register"),
    path("me/profile/", profile.profile, name="profile"),
    path("me/profile/undo/", profile.profile_undo, name="profile_undo"),
    path("me/profile/<slug:section>/edit/", profile.profile_edit, name="profile_edit"),
    path("me/profile/<slug:kind>/add/", profile.profile_item, name="profile_item_add"),
    path("me/profile/<slug:kind>/<int:pk>/", profile.profile_item, name="profile_item_edit"),
    path("me/profile/<slug:kind>/<int:pk>/remove/", profile.profile_item_remove, name="profile_item_remove"),
    path("org/<slug:slug>/", desk.org_home, name="org_home"),
    path("org/<slug:slug>/roles/new/", desk.org_posting_new, name="org_posting_new"),
    path("org/<slug:slug>/roles/<int:pk>/edit/", desk.org_posting_edit, name="org_posting_edit"),
    path("org/<slug:slug>/roles/<int:pk>/<slug:verb>/", desk.org_posting_step, name="org_posting_step"),
    path("console/", console.console, name="console"),
    path("console/editions/", console.edition_list, name="edition_list"),
    path("console/editions/new/", console.edition_new, name="edition_new"),
    path("console/editions/<int:pk>/", console.edition_edit, name="edition_edit"),
    path("console/editions/<int:pk>/<slug:verb>/", console.edition_step, name="edition_step"),
    path("console/postings/", console.posting_review, name="posting_review"),
    path("console/postings/approve/", console.posting_review_bulk, name="posting_review_bulk"),
    path("console/postings/<int:pk>/<slug:verb>/", console.posting_review_step, name="posting_review_step"),
    path("console/employers/", console.edition_employers, name="edition_employers"),
    path("console/candidates/", console.candidate_list, name="candidate_list"),
    path("console/imports/", imports.import_list, name="import_list"),
    path("console/imports/new/", imports.import_new, name="import_new"),
    path("console/imports/template/<slug:kind>.<slug:extension>", imports.import_template, name="import_template"),
    path("console/imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("console/imports/<int:pk>/apply/", imports.import_apply, name="import_apply"),
    path("console/imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("console/imports/<int:pk>/drop/", imports.import_drop, name="import_drop"),
]
