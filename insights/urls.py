"""Gathers the addresses of all parts."""

from django.urls import include, path, re_path

from insights.media.views import NAMES, media_file

urlpatterns = [
    re_path(rf"^media/images/(?P<name>{NAMES})\Z", media_file, name="media_file"),
    path("", include("insights.demos.urls")),
    path("", include("insights.public.urls")),
]
