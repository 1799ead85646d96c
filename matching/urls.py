"""Addresses of the matching app."""

from django.urls import path

from matching.views import candidate, employer, reviews, runs

app_name = "matching"
urlpatterns = [
    path("me/matches/", candidate.my_matches, name="my_matches"),
    path("me/matches/<int:posting_id>/", candidate.my_match, name="my_match"),
    path("openings/<int:pk>/receipt/", candidate.posting_receipt, name="posting_receipt"),
    path("org/<slug:slug>/roles/<int:pk>/", employer.role_candidates, name="role_candidates"),
    path("org/<slug:slug>/roles/<int:pk>/candidates/<int:profile_id>/", employer.role_candidate, name="role_candidate"),
    path("console/runs/", runs.run_index, name="run_list"),
    path("console/runs/latest/", runs.run_latest, name="run_latest"),
    path("console/runs/new/", runs.run_new, name="run_new"),
    path("console/runs/<int:pk>/", runs.run_detail, name="run_detail"),
    path("console/runs/<int:pk>/edit/", runs.run_edit, name="run_edit"),
    path("console/runs/<int:pk>/progress/", runs.run_progress_part, name="run_progress"),
    path("console/runs/<int:pk>/dry/", runs.run_dry, name="run_dry"),
    path("console/runs/<int:pk>/start/", runs.run_start, name="run_start"),
    path("console/runs/<int:pk>/cancel/", runs.run_cancel, name="run_cancel"),
    path("console/runs/<int:pk>/sign/", runs.run_sign, name="run_sign"),
    path("console/runs/<int:pk>/publish/", runs.run_publish, name="run_publish"),
    path("console/runs/<int:pk>/withdraw/", runs.run_withdraw, name="run_withdraw"),
    path("console/runs/<int:pk>/diff/", reviews.run_difference, name="run_diff"),
    path("console/runs/<int:pk>/pairs/", reviews.run_pairs, name="run_pairs"),
    path("console/runs/<int:pk>/pairs/judge/", reviews.run_judge, name="run_judge"),
    path("console/runs/<int:pk>/judgements.zip", reviews.run_judgements, name="run_judgements"),
]
