"""The readers' addresses: all that is public, and nothing else. Looking ahead resolves among these only."""

from django.urls import include, path

from insights.public import views

urlpatterns = [
    path("", include("insights.public.outputs")),
    path("", views.home, name="home"),
    path("insights/", views.insight_list, name="insight_list"),
    path("insights/topics/<slug:slug>/", views.category, name="category"),
    path("insights/<slug:slug>/", views.insight_detail, name="insight_detail"),
    path("about/", views.about, name="about"),
    path("demo/", views.demo, name="demo"),
]
