"""The addresses that every reader may open, the same for all of them."""

from django.urls import path

from insights.demos import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/slots/", views.slots, name="demo_slots"),
    path("privacy/", views.privacy, name="privacy"),
]
