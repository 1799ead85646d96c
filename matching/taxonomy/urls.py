"""Addresses of the vocabulary."""

from django.urls import path

from matching.taxonomy.views import skills, terms

app_name = "taxonomy"
urlpatterns = [
    path("skills/suggest", skills.skill_suggest, name="skill_suggest"),
    path("console/vocabulary/", skills.skill_list, name="skill_list"),
    path("console/vocabulary/<int:pk>/", skills.skill_edit, name="skill_edit"),
    path("console/vocabulary/<int:pk>/names/", skills.skill_name_add, name="skill_name_add"),
    path(
        "console/vocabulary/<int:pk>/names/<int:alias_pk>/remove/", skills.skill_name_remove, name="skill_name_remove"
    ),
    path("console/vocabulary/<int:pk>/merge/", skills.skill_merge, name="skill_merge"),
    path("console/vocabulary/unknown/", terms.unknown_queue, name="unknown_queue"),
    path("console/vocabulary/unknown/<int:pk>/accept/", terms.term_accept, name="term_accept"),
    path("console/vocabulary/unknown/<int:pk>/merge/", terms.term_merge, name="term_merge"),
    path("console/vocabulary/unknown/<int:pk>/reject/", terms.term_reject, name="term_reject"),
    path("console/vocabulary/unknown/<int:pk>/undo/", terms.term_undo, name="term_undo"),
]
