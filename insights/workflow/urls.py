"""Addresses of the publishing workflow, below the insight's own in the admin. Each page module names its own."""

from insights.workflow import history_views, people_views, publish_views, review_views, trash_views

urlpatterns = [
    *publish_views.urlpatterns,
    *history_views.urlpatterns,
    *review_views.urlpatterns,
    *people_views.urlpatterns,
    *trash_views.urlpatterns,
]
