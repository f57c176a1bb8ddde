""" "Convert to rich text" in a real browser: shown, then done, with nothing typed lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations
from insights.tests.factories import heading, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOURCE = '<h2 class="x">Read</h2><p>Some words.</p><script>x()</script>'


@pytest.fixture
def section(empty_site):
    data = {"source": SOURCE, "shown": "source", "body": words("Older.")}
    return factories.add_section(factories.InsightFactory(), "article", data, uid="one")


@pytest.fixture
def open_form(visit, signed_in, section):
    address = reverse("admin:insights_section_edit", args=[section.insight_id, "one"])
    return lambda **options: visit(address, cookies=signed_in, **options)


@pytest.fixture
def open_card(visit, signed_in, section):
    def open_card(**options):
        page = visit(reverse("admin:insights_insight_change", args=[section.insight_id]), cookies=signed_in, **options)
        page.locator("#section-one .sec__open").click()
        expect(source(page)).to_be_visible()
        return page

    return open_card


def source(page):
    return page.get_by_label("HTML or Markdown source")


def button(page):
    return page.get_by_role("button", name="Convert to rich text…")


def convert(page):
    page.get_by_role("button", name="Convert", exact=True).click()


def stored(page, section):
    page.goto("about:blank")  # the list goes on asking for news, and tests share one connection
    section.refresh_from_db()
    return {name: section.data[name] for name in ("body", "source", "shown")}


DONE = {"body": [heading("Read", 2), *words("Some words.")], "source": "", "shown": "rich"}


def test_it_is_shown_in_a_dialog_then_done_and_the_form_shows_it(open_form, section):
    page = open_form()
    button(page).click()
    dialog = page.get_by_role("dialog", name="Convert to rich text")
    expect(dialog).to_contain_text("The text stays the same, word for word (3 words).")
    expect(dialog).to_contain_text("1 × <script>")
    expect(dialog).to_contain_text("Older.")
    convert(page)
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_contain_text("Some words.")
    expect(button(page)).to_be_hidden()
    assert stored(page, section) == DONE


def test_it_is_two_plain_pages_without_script(open_form, section):
    page = open_form(java_script_enabled=False)
    source(page).fill("<p>Typed just now.</p>")
    button(page).click()
    expect(page.get_by_text("Typed just now.")).to_have_count(2)
    convert(page)
    expect(page.get_by_text("Converted to rich text.")).to_be_visible()
    assert stored(page, section) == {"body": words("Typed just now."), "source": "", "shown": "rich"}


def test_turning_back_changes_nothing(open_form, section):
    page = open_form()
    button(page).click()
    page.get_by_role("link", name="Back without converting").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button(page)).to_be_focused()
    assert stored(page, section)["source"] == SOURCE


def test_what_was_typed_on_the_form_s_own_page_is_saved_first(open_form, section):
    page = open_form()
    source(page).fill("<p>Typed just now.</p>")
    button(page).click()
    page.wait_for_url("**/convert/one/")
    expect(page.get_by_text("Typed just now.")).to_have_count(2)
    assert stored(page, section)["source"] == "<p>Typed just now.</p>"


def test_the_button_comes_with_the_first_letter_of_a_source(open_form, section):
    page = open_form()
    source(page).fill("")
    expect(button(page)).to_be_hidden()
    source(page).press_sequentially("a")
    expect(button(page)).to_be_visible()


def test_enter_in_another_field_saves_and_converts_nothing(open_form, section):
    page = open_form(java_script_enabled=False)
    page.get_by_label("Thumbnail").press("Enter")
    page.wait_for_url("**/change/**")
    assert stored(page, section)["source"] == SOURCE


def test_a_text_that_somebody_else_saved_meanwhile_is_compared_again(open_form, section):
    page = open_form(expecting="409")
    button(page).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    section.data["source"], section.revision = "<p>Theirs.</p>", 2
    section.save()
    convert(page)
    expect(page.get_by_role("alert")).to_contain_text("Nothing was converted")
    expect(page.get_by_role("dialog").get_by_text("Theirs.")).to_have_count(2)
    convert(page)
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_text("Theirs.")
    assert stored(page, section)["body"] == words("Theirs.")


def test_in_its_card_what_was_typed_is_saved_first_and_the_card_shows_the_result(open_card, section):
    page = open_card()
    source(page).fill("<p>Typed just now.</p>")
    button(page).click()
    expect(page.get_by_role("dialog").get_by_text("Typed just now.")).to_have_count(2)
    convert(page)
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_text("Typed just now.")
    expect(button(page)).to_be_hidden()
    assert stored(page, section) == {"body": words("Typed just now."), "source": "", "shown": "rich"}


def test_it_suits_axe_a_phone_and_a_finger(open_form, section):
    page = open_form()
    button(page).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    for look in looks(page):
        assert violations(page, "dialog") == [], look
    assert not scrolls_sideways(page)
    assert small_controls(page, "dialog", 44) == []
