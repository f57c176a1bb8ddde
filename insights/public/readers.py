"""The readers' addresses: all that is public, and nothing else. Looking ahead resolves among these only."""

from django.urls import include, path, re_path

from insights.public import archive_views, author_views, tag_views, views
from insights.public.search import views as search

urlpatterns = [
    path("", include("insights.public.outputs")),
    path("", views.home, name="home"),
    path("insights/", views.insight_list, name="insight_list"),
    path("insights/topics/<slug:slug>/", views.category, name="category"),
    path("insights/tags/", tag_views.tag_list, name="tag_list"),
    re_path(r"^insights/tags/(?P<slug>[\w-]+)/\Z", tag_views.tag, name="tag"),  # tags may be in any script
    path("insights/archive/", archive_views.archive, name="archive"),
    re_path(r"^insights/archive/(?P<year>[1-9][0-9]{3})/\Z", archive_views.archive_year, name="archive_year"),
    re_path(
        r"^insights/archive/(?P<year>[1-9][0-9]{3})/(?P<month>0[1-9]|1[0-2])/\Z",
        archive_views.archive_month,
        name="archive_month",
    ),
    path("authors/", author_views.author_list, name="author_list"),
    path("authors/<slug:slug>/", author_views.author, name="author"),
    path("insights/<slug:slug>/", views.insight_detail, name="insight_detail"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("about/", views.about, name="about"),
    path("api/v1/", include("insights.public.api.urls")),
    path("", include("insights.demos.readers")),
]
