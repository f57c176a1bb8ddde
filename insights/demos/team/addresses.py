"""Addresses of the team's pages, below the list of requests. Whoever may not see requests gets none but the last."""

from __future__ import annotations

from insights.demos.team import board_views, calendar_views, dashboard_views, person_views, request_views

ADDRESSES = [
    ("board/", board_views.board_page, "insights_demorequest_board"),
    ("board/<uuid:demo_id>/", board_views.move_view, "insights_demorequest_move"),
    ("<uuid:demo_id>/demo/", request_views.booking_view, "insights_demorequest_demo"),
    ("calendar/", calendar_views.calendar_page, "insights_demorequest_calendar"),
    ("person/", person_views.person_page, "insights_demorequest_person"),
    ("dashboard/", dashboard_views.dashboard_page, "insights_demorequest_dashboard"),
    ("earned/", dashboard_views.earned_page, "insights_demorequest_earned"),
]
