"""Addresses of the page builder, below the insight's own in the admin."""

from django.urls import path

from insights.builder import views

urlpatterns = [
    path("<uuid:insight_id>/sections/add/", views.add, name="insights_section_add"),
    path("<uuid:insight_id>/sections/<slug:uid>/", views.edit, name="insights_section_edit"),
    path("<uuid:insight_id>/sections/<slug:uid>/switch/", views.switch, name="insights_section_switch"),
    path("<uuid:insight_id>/sections/<slug:uid>/move/", views.move, name="insights_section_move"),
    path("<uuid:insight_id>/sections/<slug:uid>/delete/", views.delete, name="insights_section_delete"),
    path("<uuid:insight_id>/publish/", views.publish_view, name="insights_insight_publish"),
    path("<uuid:insight_id>/unpublish/", views.unpublish_view, name="insights_insight_unpublish"),
]
