"""Addresses of the page builder, below the insight's own in the admin."""

from django.urls import path

from insights.builder import list_views, views

LIST = "<uuid:insight_id>/sections"
ONE = f"{LIST}/<slug:uid>"

urlpatterns = [
    path(f"{LIST}/add/", list_views.add, name="insights_section_add"),
    path(f"{LIST}/undo/", list_views.undo, name="insights_section_undo"),
    path(f"{LIST}/redo/", list_views.redo, name="insights_section_redo"),
    path(f"{LIST}/paste/", list_views.paste, name="insights_section_paste"),
    path(f"{ONE}/", views.edit, name="insights_section_edit"),
    path(f"{ONE}/switch/", list_views.switch, name="insights_section_switch"),
    path(f"{ONE}/move/", list_views.move, name="insights_section_move"),
    path(f"{ONE}/duplicate/", list_views.duplicate, name="insights_section_duplicate"),
    path(f"{ONE}/delete/", list_views.delete, name="insights_section_delete"),
    path(f"{ONE}/restore/", list_views.restore, name="insights_section_restore"),
    path(f"{ONE}/copy/", list_views.copy, name="insights_section_copy"),
    path(f"{ONE}/cut/", list_views.cut, name="insights_section_cut"),
    path("<uuid:insight_id>/publish/", views.publish_view, name="insights_insight_publish"),
    path("<uuid:insight_id>/unpublish/", views.unpublish_view, name="insights_insight_unpublish"),
]
