"""Gathers the addresses of all parts."""

from django.urls import include, path, re_path

from insights.media.views import media_file

urlpatterns = [
    re_path(r"^media/images/(?P<name>[0-9a-f]{32}\.(?:jpg|png|webp|avif|gif))\Z", media_file, name="media_file"),
    path("", include("insights.public.urls")),
]
