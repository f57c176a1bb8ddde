"""The addresses of a demo: the page that everybody gets, and a request's own."""

from django.urls import path

from insights.demos import request_views

OF = "demo/request/<str:token>/"
urlpatterns = [
    path(OF, request_views.demo_request, name="demo_request"),
    path(f"{OF}demo.ics", request_views.calendar, name="demo_calendar"),
    path(f"{OF}move/", request_views.move, name="demo_move"),
    path(f"{OF}cancel/", request_views.cancel, name="demo_cancel"),
]
