"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from mentorsite import health

handler404 = "insights.public.views.not_found"
handler500 = "mentorsite.errors.unexpected"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("livez", health.live, name="live"),
    path("readyz", health.ready, name="ready"),
    path("", include("insights.urls")),
]
