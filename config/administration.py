"""The administration's app: Django's, with our site."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "config.admin_site.Administration"
