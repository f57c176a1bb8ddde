"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

handler404 = "insights.public.views.not_found"

urlpatterns = [
    path("admin/language/", require_POST(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("", include("insights.urls")),
]
