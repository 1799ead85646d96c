"""Addresses of the accounts app."""

from django.urls import path

from accounts.views import demo, home, mailbox, organisation, preferences, second_factor, settings, team

app_name = "accounts"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("language/", preferences.language_set, name="language_set"),
    path("theme/", preferences.theme_set, name="theme_set"),
    path("demo/", demo.demo_signin, name="demo_signin"),
    path("settings/", settings.settings, name="settings"),
    path("settings/consent/", settings.consent_set, name="consent_set"),
    path("settings/my-data.json", settings.data_export, name="data_export"),
    path("settings/delete/", settings.account_delete, name="account_delete"),
    path("settings/second-factor/", second_factor.second_factor, name="second_factor"),
    path("org/<slug:slug>/about/", organisation.organisation_edit, name="organisation_edit"),
    path("org/<slug:slug>/team/", team.team, name="team"),
    path("org/<slug:slug>/team/invite/", team.team_invite, name="team_invite"),
    path("org/<slug:slug>/team/<int:pk>/role/", team.team_role, name="team_role"),
    path("org/<slug:slug>/team/<int:pk>/hand-over/", team.team_hand_over, name="team_hand_over"),
    path("org/<slug:slug>/team/<int:pk>/remove/", team.team_remove, name="team_remove"),
    path("org/<slug:slug>/team/invitations/<int:pk>/revoke/", team.invitation_revoke, name="invitation_revoke"),
    path("invitations/<str:token>/", team.invitation, name="invitation"),
    path("admin-tools/mailbox/", mailbox.mailbox, name="mailbox"),
    path("admin-tools/mailbox/<int:pk>/", mailbox.mailbox_mail, name="mailbox_mail"),
    path("admin-tools/mailbox/<int:pk>/html/", mailbox.mailbox_html, name="mailbox_html"),
]
