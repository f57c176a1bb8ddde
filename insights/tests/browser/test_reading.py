"""What an article's script adds for readers, and the lists that lead to articles, in a real browser."""

import pytest
from playwright.sync_api import expect

from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

ARTICLE = "/insights/two-people-one-growth-ring/"
LISTS = [
    "/insights/?topic=leadership&sort=title",
    "/insights/?topic=culture&tag=trust",
    "/insights/tags/",
    "/insights/tags/listening/",
    "/authors/",
    "/authors/ines-okafor-lindqvist/",
    "/insights/archive/",
    "/insights/archive/2026/",
    "/insights/archive/2026/11/",
    "/search/",
    "/search/?q=zzzzzz",
]
COPIED = "navigator.clipboard.readText()"
READ = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_accessible_and_fit(visit, path):
    page = visit(path)
    for look in looks(page):
        assert violations(page) == [], look
    assert small_controls(page, "main > :not(.band)") == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(page)


def test_the_list_is_narrowed_by_keyboard_and_without_script(visit):
    page = visit("/insights/", java_script_enabled=False)
    page.get_by_label("Tag", exact=True).focus()
    page.keyboard.type("listening")
    page.get_by_label("Order", exact=True).focus()
    page.keyboard.type("By title")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/insights/?tag=listening&sort=title")
    expect(page.get_by_role("heading", name="2 insights")).to_be_visible()


def test_a_heading_has_a_link_to_copy(visit):
    page = visit(ARTICLE, **READ)
    head = page.locator(".prose h2[id]").first
    head.get_by_role("link", name="Copy link to this section").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    expect(head.get_by_text("Link copied")).to_be_in_viewport()
    assert page.url.endswith(f"#{head.get_attribute('id')}")
    assert page.evaluate(COPIED) == page.url


def test_the_article_s_own_address_is_copied(visit, settings):
    page = visit(f"{ARTICLE}?utm_source=x", **READ)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate(COPIED) == settings.SITE_URL + ARTICLE


def test_the_device_s_own_sharing_is_offered_where_there_is_one(visit):
    page = visit("about:blank")
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(ARTICLE)
    page.get_by_role("button", name="Share with an app").click()
    assert page.evaluate("window.shared.url").endswith(ARTICLE)


def test_reading_goes_on_where_it_was_left_when_the_reader_asks_for_it(visit):
    page = visit(ARTICLE, reduced_motion="reduce")
    offer = page.get_by_role("button", name="Continue where you left off")
    expect(offer).to_be_hidden()
    page.evaluate("scrollTo(0, 1500)")
    page.goto("/insights/")
    page.goto(ARTICLE)
    expect(offer).to_be_visible()
    assert page.evaluate("scrollY") == 0
    assert violations(page) == []
    offer.click()
    expect(offer).to_be_hidden()
    assert abs(page.evaluate("scrollY") - 1500) < 100
    assert page.context.cookies() == []


def test_what_was_read_to_its_end_is_not_offered_again(visit):
    page = visit(ARTICLE, reduced_motion="reduce")
    page.locator(".turn").scroll_into_view_if_needed()
    page.goto("/insights/")
    page.goto(ARTICLE)
    expect(page.get_by_role("button", name="Continue where you left off")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_without_script_nothing_is_offered_that_needs_one(visit):
    page = visit(ARTICLE, java_script_enabled=False)
    assert not page.get_by_role("button", name="Copy link").is_visible()
    assert not page.get_by_role("button", name="Continue where you left off").is_visible()
    assert page.get_by_role("link", name="Share by e-mail").is_visible()


def test_paper_gets_the_article_and_nothing_to_press(visit):
    page = visit(ARTICLE)
    page.emulate_media(media="print")
    for part in (".anchor", ".share", ".turn", ".resume", ".toc.rail", ".foot"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".prose h2").first.is_visible()
