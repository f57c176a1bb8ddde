"""The addresses that machines read: feeds, maps of the site, and texts without a page around them."""

from django.urls import path

from insights.public import feeds, for_machines, sitemaps, twins

urlpatterns = [
    path("feeds/<feedfile:form>", feeds.newest, name="feed"),
    path("feeds/<place:kind>/<str:slug>/<feedfile:form>", feeds.newest_in_place, name="place_feed"),
    path("insights/<slug:slug>.md", twins.markdown_twin, name="markdown_twin"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/insights-<int:number>.xml", sitemaps.insights, name="sitemap_insights"),
    path("sitemaps/topics.xml", sitemaps.places, name="sitemap_topics"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("robots.txt", for_machines.robots, name="robots"),
    path("llms.txt", for_machines.llms, name="llms"),
    path(".well-known/security.txt", for_machines.security, name="security"),
]
