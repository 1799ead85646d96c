"""All addresses of the site. Closed by default (LoginRequiredMiddleware); public views say so themselves."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("matching.taxonomy.urls")),
    path("", include("expo.urls")),
    path("", include("matching.urls")),
]
