"""The form of one section, and how the builder looks at every size."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.sections.registry import kinds
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def insight(empty_site):
    """A draft with a section of every kind, named after it; the quote is hidden."""
    home = factories.InsightFactory(title="Trust", slug="trust")
    for kind in kinds():
        factories.add_section(home, kind, uid=kind, enabled=kind != "quote")
    return home


@pytest.fixture
def open_change_page(visit, signed_in, insight):
    return lambda **options: visit(
        reverse("admin:insights_insight_change", args=[insight.pk]), cookies=signed_in, **options
    )


@pytest.fixture
def open_form(visit, signed_in, insight):
    """`open_form("quote")`: the form of the quote; options as for `visit`."""
    return lambda uid, **options: visit(
        reverse("admin:insights_section_edit", args=[insight.pk, uid]), cookies=signed_in, **options
    )


def test_without_script_a_section_opens_from_its_card_saves_and_comes_back_to_it(open_change_page):
    page = open_change_page(java_script_enabled=False)
    page.locator("#section-quote").get_by_role("link").click()
    page.get_by_label("Quote", exact=True).fill("Ask, then wait.")
    page.get_by_role("button", name="Save").click()
    assert page.url.endswith("#section-quote")
    expect(page.locator("#section-quote")).to_contain_text("Ask, then wait.")
    expect(page.locator("#section-quote")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False])
def test_what_was_typed_stays_beside_the_error(open_form, script):
    page = open_form("social_links", java_script_enabled=script)
    page.get_by_label("Address").first.fill("javascript:alert(1)")
    page.get_by_label("Icon").first.fill("fa-mastodon")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Everything you typed is still here")
    expect(page.get_by_label("Address").first).to_have_value("javascript:alert(1)")
    expect(page.get_by_label("Icon").first).to_have_value("fa-mastodon")
    expect(page.locator(".rows__row .errorlist")).to_be_visible()
    assert page.title().startswith("Error:")


def test_rows_are_added_ordered_and_deleted_without_script(open_form):
    page = open_form("social_links", java_script_enabled=False)
    new = page.get_by_role("group", name="Add another")
    new.get_by_label("Address").fill("https://www.youtube.com/@example")
    new.get_by_label("Order").fill("0")
    page.get_by_role("button", name="Save").click()
    page.locator("#section-social_links").get_by_role("link").click()
    expect(page.get_by_label("Address").first).to_have_value("https://www.youtube.com/@example")
    page.get_by_label("Delete").last.check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#section-social_links small")).to_have_text("YouTube, LinkedIn, X (Twitter), YouTube")


def test_the_second_editor_sees_both_texts(open_form):
    mine, theirs = open_form("quote", expecting="409"), open_form("quote")
    for page, words in ((theirs, "Theirs"), (mine, "Mine")):
        page.get_by_label("Quote", exact=True).fill(words)
        page.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_contain_text("Somebody else saved this section")
    expect(mine.locator(".section-form").get_by_label("Quote", exact=True)).to_have_value("Mine")
    expect(mine.get_by_role("alert")).to_contain_text("Theirs")
    assert violations(mine, ".alert", ".section-form") == []


def test_axe_finds_nothing_in_the_builder(open_change_page):
    page = open_change_page()
    page.locator("#section-text [data-act=open]").click()
    expect(page.locator("#section-text .ProseMirror")).to_be_visible()
    page.locator("#section-faq [data-select]").check()
    for look in looks(page):
        assert violations(page, ".bar", ".pb") == [], look


@pytest.mark.parametrize("opener", ["[data-add]", "#section-quote [data-act=menu]"])
def test_axe_finds_nothing_in_the_picker_and_the_menu(open_change_page, opener):
    page = open_change_page()
    page.locator(opener).click()
    for look in looks(page):
        assert violations(page, "#picker" if "add" in opener else "#card-menu") == [], look


@pytest.mark.parametrize("kind", kinds())
def test_a_section_s_form_suits_axe_a_phone_and_a_finger(open_form, kind):
    page = open_form(kind)
    for look in looks(page, 320):
        assert violations(page, ".section-head", ".section-form") == [], look
    assert not scrolls_sideways(page)
    assert small_controls(page, ".section-form") == []


def test_axe_finds_nothing_in_a_form_with_errors(open_form):
    page = open_form("social_links")
    page.get_by_label("Address").first.fill("javascript:alert(1)")
    page.get_by_role("button", name="Save").click()
    for look in looks(page):
        assert violations(page, ".alert", ".section-form") == [], look


def test_the_builder_fits_a_phone_and_a_finger(open_change_page):
    page = open_change_page(has_touch=True)
    page.locator("#section-text [data-act=open]").click()
    for width in (820, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert not scrolls_sideways(page)
        assert small_controls(page, ".bar, .builder") == []
    page.locator("[data-add]").click()
    assert not scrolls_sideways(page)
    assert small_controls(page, "#picker") == []
