"""Addresses of the page builder, below the insight's own in the admin."""

from django.urls import path

from insights.builder import checking, choices, conversion, list_views, section_views, sync_views

OF = "<uuid:insight_id>"
LIST = f"{OF}/list"  # not below `sections`, where any id may stand
ONE = f"{OF}/sections/<slug:uid>"

urlpatterns = [
    path("choices/insights/", choices.insights, name="insights_choices_insights"),
    path("choices/categories/", choices.categories, name="insights_choices_categories"),
    path("session/", sync_views.session, name="insights_session"),
    path(f"{LIST}/add/", list_views.add, name="insights_section_add"),
    path(f"{LIST}/undo/", list_views.undo, name="insights_section_undo"),
    path(f"{LIST}/redo/", list_views.redo, name="insights_section_redo"),
    path(f"{LIST}/paste/", list_views.paste, name="insights_section_paste"),
    path(f"{LIST}/switch/", list_views.switch, name="insights_section_switch"),
    path(f"{LIST}/move/", list_views.move, name="insights_section_move"),
    path(f"{LIST}/duplicate/", list_views.duplicate, name="insights_section_duplicate"),
    path(f"{LIST}/delete/", list_views.delete, name="insights_section_delete"),
    path(f"{LIST}/restore/", list_views.restore, name="insights_section_restore"),
    path(f"{LIST}/copy/", list_views.copy, name="insights_section_copy"),
    path(f"{LIST}/cut/", list_views.cut, name="insights_section_cut"),
    path(f"{LIST}/trash/", list_views.trash, name="insights_section_trash"),
    path(f"{LIST}/news/", sync_views.news, name="insights_section_news"),
    path(f"{LIST}/sync/", sync_views.sync, name="insights_section_sync"),
    path(f"{LIST}/leave/", sync_views.leave, name="insights_section_leave"),
    path(f"{LIST}/checks/", checking.checks, name="insights_section_checks"),
    path(f"{ONE}/", section_views.edit, name="insights_section_edit"),
    path(f"{ONE}/switch/", list_views.switch, name="insights_section_switch"),
    path(f"{ONE}/move/", list_views.move, name="insights_section_move"),
    path(f"{ONE}/duplicate/", list_views.duplicate, name="insights_section_duplicate"),
    path(f"{ONE}/delete/", list_views.delete, name="insights_section_delete"),
    path(f"{ONE}/restore/", list_views.restore, name="insights_section_restore"),
    path(f"{ONE}/copy/", list_views.copy, name="insights_section_copy"),
    path(f"{ONE}/cut/", list_views.cut, name="insights_section_cut"),
    path(f"{OF}/convert/<slug:uid>/", conversion.convert, name="insights_section_convert"),
]
