"""The readers' addresses, and those of previews."""

from django.urls import include, path

from insights.public import preview, samples, shared, timetravel

urlpatterns = [
    path("", include("insights.public.readers")),
    path("preview/<uuid:insight_id>/", preview.insight_preview, name="insight_preview"),
    path("preview/<uuid:insight_id>/section/<slug:uid>/", preview.section_preview, name="section_preview"),
    path("preview/<uuid:insight_id>/version/<int:number>/", shared.version_preview, name="version_preview"),
    path("preview/kinds/<slug:kind>/", samples.kind_sample, name="kind_sample"),
    path("preview/at/", timetravel.choose, name="time_travel_choose"),
    path("preview/at/<str:moment>/", timetravel.look, name="time_travel"),
    path("preview/at/<str:moment>/<path:path>", timetravel.look, name="time_travel"),
    path("shared/<str:token>/", shared.shared_preview, name="shared_preview"),
]
