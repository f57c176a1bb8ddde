"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

handler404 = "insights.public.views.not_found"
handler500 = "mentorsite.errors.unexpected"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("insights.urls")),
]
