"""The addresses that not everybody may open: a request's own pages, and where pages say that they were opened."""

from django.urls import path

from insights.demos import look_views, request_views

OF = "demo/request/<str:token>/"
urlpatterns = [
    path(OF, request_views.demo_request, name="demo_request"),
    path(f"{OF}demo.ics", request_views.calendar, name="demo_calendar"),
    path(f"{OF}move/", request_views.move, name="demo_move"),
    path(f"{OF}cancel/", request_views.cancel, name="demo_cancel"),
    path("insights/<slug:slug>/seen/", look_views.seen, name="insight_seen"),
    path("demo/opened/", look_views.opened, name="demo_opened"),
]
