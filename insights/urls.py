"""Gathers the addresses of all parts."""

from django.urls import include, path

from insights.media.views import media_file

urlpatterns = [
    path("media/images/<str:name>", media_file, name="media_file"),
    path("", include("insights.public.urls")),
]
