"""What looks like a machine works for it unseen, or goes on without script; articles say that they were read."""

import pytest
from playwright.sync_api import expect

from insights.demos import look_views, rates
from insights.demos.looks import CLICKS, VIEWS, Looks
from insights.demos.models import DemoRequest
from insights.tests.browser.looking import scrolls_sideways, violations
from insights.tests.browser.test_demo import fill
from insights.tests.demos.conftest import make_desk
from insights.tests.factories import CategoryFactory, make_live

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(empty_site, monkeypatch):
    make_desk()
    monkeypatch.setattr(rates, "FEW", 0)  # everybody comes too often
    return make_live(CategoryFactory(name="Belonging", slug="belonging"), title="Trust")


def test_a_browser_works_for_it_and_gets_the_time_that_was_chosen(visit, article):
    page = visit("/demo/")
    fill(page)
    page.get_by_role("radio", name=":").first.check()
    page.get_by_role("main").get_by_role("button", name="Schedule a demo").click()
    expect(page.get_by_role("heading", name="Your demo is booked.")).to_be_visible()
    [found] = DemoRequest.objects.all()
    assert (found.reasons, found.state) == ([], "booked")
    page.go_back()
    expect(page.get_by_label("Full name")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_without_script_it_is_kept_for_a_person_to_look_at(visit, article, width, scheme):
    page = visit("/demo/", java_script_enabled=False, width=width, color_scheme=scheme)
    fill(page)
    page.get_by_role("radio", name="None of these suits").check()
    page.get_by_label("Days that suit you").fill("Tuesday")
    page.get_by_role("main").get_by_role("button", name="Schedule a demo").click()
    expect(page.get_by_role("heading", name="One moment, please")).to_be_visible()
    expect(page.get_by_label("Days that suit you")).to_have_value("Tuesday")
    page.get_by_role("button", name="Go on without").click()
    expect(page.get_by_role("heading", name="We have your request.")).to_be_visible()
    assert [found.reasons for found in DemoRequest.objects.all()] == [["address"]]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_the_page_that_asks_for_it_is_for_everybody(visit, article, width, scheme):
    page = visit("/demo/", width=width, color_scheme=scheme, reduced_motion="reduce")
    page.add_init_script("crypto.subtle.deriveBits = () => new Promise(() => {})")
    fill(page)
    page.get_by_role("radio", name="None of these suits").check()
    page.get_by_label("Days that suit you").fill("Tuesday")
    page.get_by_role("main").get_by_role("button", name="Schedule a demo").click()
    expect(page.get_by_role("status").filter(has_text="One moment, please")).to_be_focused()
    assert violations(page) == []
    assert not scrolls_sideways(page)


def test_articles_say_that_they_were_read_and_where_they_led(visit, article, settings, monkeypatch):
    fresh = Looks()
    monkeypatch.setattr(look_views, "looks", fresh)
    monkeypatch.setattr(Looks, "_soon", lambda self: None)
    settings.COUNT_VIEWS = True
    page = visit(f"{article.url}?utm_source=news&q=x")
    with page.expect_response("**/demo/opened/**"):
        page.locator(".band").get_by_role("link", name="Schedule a demo").click()
    assert "utm_source=news" in page.url
    assert "q=x" not in page.url
    assert sorted(look.what for look in fresh.waiting) == [CLICKS, VIEWS]
    assert page.context.cookies() == []
