"""Pages that have nothing to show, and those that say what went wrong, are as good as the others."""

import pytest
from django.contrib.redirects.models import Redirect
from django.template.loader import render_to_string

from insights.tests.browser.looking import looks, scrolls_sideways, violations
from insights.tests.factories import CategoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMPTY = [
    "/", "/insights/", "/insights/topics/quiet/", "/insights/tags/", "/authors/", "/insights/archive/", "/search/",
    "/search/?q=trust",
]  # fmt: skip


def is_whole(page):
    for look in looks(page):
        assert violations(page) == [], look
    page.set_viewport_size({"width": 320, "height": 800})
    return page.get_by_role("heading", level=1).count() == 1 and not scrolls_sideways(page)


@pytest.mark.parametrize("path", EMPTY)
def test_a_site_without_insights_is_accessible_and_fits(empty_site, visit, path):
    CategoryFactory(name="Quiet", slug="quiet")
    assert is_whole(visit(path))


def test_a_page_that_is_gone_says_so(empty_site, visit):
    Redirect.objects.create(site_id=1, old_path="/insights/gone/", new_path="")
    assert is_whole(visit("/insights/gone/", expecting="status of 410"))


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "500", "503"])
def test_a_page_of_an_error_needs_nothing_that_may_be_broken(empty_site, visit, status):
    page = visit("/about/")
    page.set_content(render_to_string(f"{status}.html"))
    assert is_whole(page)
