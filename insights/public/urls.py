"""The readers' addresses."""

from django.urls import path

from insights.public import preview, samples, views
from insights.public.search import views as search

urlpatterns = [
    path("", views.home, name="home"),
    path("insights/", views.insight_list, name="insight_list"),
    path("insights/topics/<slug:slug>/", views.category, name="category"),
    path("insights/<slug:slug>/", views.insight_detail, name="insight_detail"),
    path("preview/<uuid:insight_id>/", preview.insight_preview, name="insight_preview"),
    path("preview/<uuid:insight_id>/section/<slug:uid>/", preview.section_preview, name="section_preview"),
    path("preview/kinds/<slug:kind>/", samples.kind_sample, name="kind_sample"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("about/", views.about, name="about"),
    path("demo/", views.demo, name="demo"),
]
