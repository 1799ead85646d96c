"""All addresses of the site. Closed by default (LoginRequiredMiddleware); public views say so themselves."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one door for everybody

handler500 = "core.views.errors.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("matching.taxonomy.urls")),
    path("", include("expo.urls")),
    path("", include("matching.urls")),
]
