"""Writing in a card: saved as one types, kept in the browser until it is, never lost, whatever breaks."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from insights.builder import operations
from insights.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.databases, pytest.mark.django_db(transaction=True)]
OFFLINE, REFUSED = "net::ERR_INTERNET_DISCONNECTED", "Failed to load resource"
PASSWORD = "correct horse battery"
SAVED = re.compile(r"^Saved \d")


@pytest.fixture
def insight(empty_site):
    """A draft with two quotes and a list of links."""
    home = factories.InsightFactory(title="Trust", slug="trust")
    factories.add_section(home, "quote", {"quote": "First."}, uid="one")
    factories.add_section(home, "quote", {"quote": "Second."}, uid="two")
    factories.add_section(home, "social_links", {"links": [{"id": "r1", "url": "https://x.com/a"}]}, uid="links")
    return home


@pytest.fixture
def builder(visit, signed_in, insight):
    path = reverse("admin:insights_insight_change", args=[insight.pk])
    return lambda **options: visit(path, cookies=signed_in, width=1000, **options)  # too narrow for the preview


def open_card(page, uid):
    page.locator(f"#section-{uid} [data-act=open]").click()
    return page.locator(f"#section-{uid} form")


def state(page):
    return page.locator("[data-saved]")


def end_session():
    """From now on the editor is signed out, and has a password to sign in again with."""
    user = get_user_model().objects.get()
    user.set_password(PASSWORD)
    user.save()
    Session.objects.all().delete()


def stop_the_clock(page):
    """From now on no timer runs out by itself: what is saved then was not saved by waiting."""
    page.clock.install()
    page.clock.pause_at(timezone.now() + timedelta(hours=1))


def quote(insight, uid="one"):
    return insight.sections.get(uid=uid).data.get("quote")


def test_what_is_typed_is_saved_a_moment_after_the_last_key(builder, insight):
    page = builder()
    field = open_card(page, "one").get_by_label("Quote")
    field.press("End")
    field.press_sequentially(" And more.", delay=10)
    expect(state(page)).to_have_text(SAVED)
    assert quote(insight) == "First. And more."
    expect(page.locator("#section-one small")).to_contain_text("And more.")
    page.reload()
    expect(page.locator("#section-one form").get_by_label("Quote")).to_have_value("First. And more.")


def test_leaving_a_field_or_closing_the_card_saves_at_once(builder, insight):
    page = builder()
    form = open_card(page, "one")
    expect(form).to_be_visible()
    stop_the_clock(page)
    form.get_by_label("Quote").fill("Left.")
    form.get_by_label("Quote").press("Tab")
    page.clock.run_for(100)
    expect(state(page)).to_have_text(SAVED)
    form.get_by_label("Quote").fill("Closed.")
    page.locator("#section-one [data-act=open]").click()
    expect(form).to_be_hidden()
    page.wait_for_function("() => !document.querySelector('form[data-dirty]')")
    assert quote(insight) == "Closed."


def test_opening_and_closing_stores_nothing(builder, insight):
    page = builder()
    for uid in ("one", "two", "links"):
        open_card(page, uid)
        expect(page.locator(f"#section-{uid} form")).to_be_visible()
    page.get_by_role("button", name="Collapse all").click()
    page.wait_for_timeout(1300)
    insight.refresh_from_db()
    assert insight.revision == 1


def test_done_closes_the_card_and_control_s_saves(builder, insight):
    page = builder()
    form = open_card(page, "one")
    expect(form).to_be_visible()
    stop_the_clock(page)
    form.get_by_label("Quote").fill("Short cut.")
    page.keyboard.press("Control+s")
    expect(state(page)).to_have_text(SAVED)
    page.clock.resume()
    form.get_by_role("button", name="Done").click()
    expect(form).to_be_hidden()
    expect(page.locator("#section-one [data-act=open]")).to_be_focused()
    assert quote(insight) == "Short cut."


def test_an_error_stands_at_its_field_gets_the_focus_and_the_rest_is_saved(builder, insight):
    factories.add_section(insight, "call_to_action", {}, uid="band")
    page = builder()
    form = open_card(page, "band")
    form.locator("[name=heading]").fill("Kept.")
    address = form.locator("[name=button_url]")
    address.fill("javascript:alert(1)")
    form.get_by_role("button", name="Done").click()
    expect(form.locator("[data-errors=button_url] li")).to_have_text("This is not an address that a page may link to.")
    expect(address).to_be_focused()
    expect(state(page)).to_contain_text("Not saved: Address of the button")
    assert insight.sections.get(uid="band").data == {"heading": "Kept."}
    address.fill("/demo/")
    expect(state(page)).to_have_text(SAVED)
    expect(form.locator("[data-errors=button_url] li")).to_have_count(0)


def test_without_a_connection_the_text_waits_in_the_browser_and_is_saved_when_it_is_back(builder, insight):
    page = builder(expecting=OFFLINE)
    form = open_card(page, "one")
    expect(form).to_be_visible()
    page.context.set_offline(True)
    form.get_by_label("Quote").fill("Written on a train.")
    expect(state(page)).to_contain_text("Not saved: no connection")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(SAVED)
    assert quote(insight) == "Written on a train."


def crash_with(page, insight, text):
    """The connection breaks while somebody writes, and the page is gone; a new one is opened."""
    page.route("**/sections/one/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    open_card(page, "one").get_by_label("Quote").fill(text)
    expect(state(page)).to_contain_text("Not saved")
    again = page.context.new_page()
    page.close()
    again.goto(reverse("admin:insights_insight_change", args=[insight.pk]))
    return again


def test_after_a_crash_the_text_is_offered_and_put_back(builder, insight):
    page = crash_with(builder(expecting=REFUSED), insight, "Before the crash.")
    expect(page.locator("[data-recover]")).to_contain_text("Quote: text of")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#section-one form").get_by_label("Quote")).to_have_value("Before the crash.")
    assert quote(insight) == "Before the crash."
    page.reload()
    expect(page.locator("[data-recover]")).to_be_hidden()


def test_text_of_before_a_crash_meets_what_somebody_else_saved(builder, insight):
    again = crash_with(builder(expecting=REFUSED), insight, "Mine.")
    operations.edit_section(insight.pk, "one", {"quote": "Theirs."}, revision=1, by=None)
    again.get_by_role("button", name="Put it back").click()
    expect(again.locator(".conflict")).to_contain_text("Theirs.")
    again.get_by_label("Keep mine").check()
    again.locator(".conflict").get_by_role("button", name="Save my choice").click()
    expect(again.locator(".conflict")).to_have_count(0)
    assert quote(insight) == "Mine."


def test_text_that_is_offered_stays_offered_while_one_writes_something_else(builder, insight):
    page = crash_with(builder(expecting=REFUSED), insight, "Before the crash.")
    page.locator("#section-one form").get_by_label("Quote").fill("Something else.")
    expect(state(page)).to_have_text(SAVED)
    page.reload()
    expect(page.locator("[data-recover]")).to_contain_text("Quote: text of")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("[data-recover]")).to_be_hidden()


def test_text_of_a_section_that_was_deleted_meanwhile_brings_it_back(builder, insight):
    page = builder(expecting=REFUSED)
    page.route("**/sections/one/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    open_card(page, "one").get_by_label("Quote").fill("Still wanted.")
    expect(state(page)).to_contain_text("Not saved")
    operations.delete_sections(insight.pk, ["one"], by=None)
    again = page.context.new_page()
    page.close()
    again.goto(reverse("admin:insights_insight_change", args=[insight.pk]))
    expect(again.locator("[data-recover]")).to_contain_text("A deleted section")
    again.get_by_role("button", name="Put it back").click()
    again.locator("#section-one .conflict").get_by_role("button", name="Save my choice").click()
    expect(again.locator(".conflict")).to_have_count(0)
    assert quote(insight) == "Still wanted."


def test_after_later_any_sign_in_saves_what_waited(builder, insight):
    page = builder(expecting=REFUSED)
    form = open_card(page, "one")
    expect(form).to_be_visible()
    end_session()
    form.get_by_label("Quote").fill("It waited.")
    page.get_by_role("button", name="Later").click()
    page.locator("#section-two [data-act=up]").click()
    page.get_by_role("dialog").get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_hidden()
    page.wait_for_function("() => !document.querySelector('form[data-dirty]')")
    assert quote(insight) == "It waited."


def test_details_survive_an_expired_sign_in(builder, insight):
    page = builder(expecting=REFUSED)
    page.locator("#details > summary").click()
    page.locator("#id_summary").fill("Written before the session ended.")
    end_session()
    page.locator("#details [name=_continue]").click()
    page.get_by_role("dialog").get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("was changed successfully")).to_be_attached()
    insight.refresh_from_db()
    assert insight.summary == "Written before the session ended."


def test_enter_while_a_save_is_on_its_way_is_no_conflict_with_oneself(builder, insight):
    factories.add_section(insight, "call_to_action", {}, uid="band")
    page = builder()
    form = open_card(page, "band")
    heading = form.locator("[name=heading]")
    heading.press_sequentially("Ann", delay=20)
    page.route("**/sections/band/", lambda route: (page.wait_for_timeout(700), route.continue_()))
    heading.press("Enter")
    heading.press_sequentially(" Smith", delay=20)
    page.wait_for_function("() => !document.querySelector('form[data-dirty]')")
    expect(page.locator(".conflict")).to_have_count(0)
    assert insight.sections.get(uid="band").data["heading"] == "Ann Smith"


def test_a_section_with_something_wrong_in_it_is_deleted_all_the_same(builder, insight):
    page = builder(expecting="404")  # the preview may ask for it once more
    form = open_card(page, "links")
    form.get_by_label("Address").first.fill("javascript:alert(1)")
    expect(state(page)).to_contain_text("Not saved")
    page.locator("#section-links [data-act=delete]").click()
    expect(page.locator("#section-links")).to_have_count(0)
    page.reload()
    expect(page.locator(".sec")).to_have_count(2)


def test_publishing_with_something_wrong_says_why_not_and_leads_there(builder, insight):
    page = builder()
    form = open_card(page, "links")
    form.get_by_label("Address").first.fill("javascript:alert(1)")
    page.get_by_role("link", name="Publish…").click()
    expect(state(page)).to_contain_text("Not published: Social links")
    assert not insight.versions.exists()


def test_an_expired_sign_in_is_renewed_in_place_and_loses_nothing(builder, insight):
    page = builder(expecting=REFUSED)
    form = open_card(page, "one")
    expect(form).to_be_visible()
    end_session()
    form.get_by_label("Quote").fill("Typed after the session ended.")
    dialog = page.get_by_role("dialog", name="Please sign in again")
    dialog.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("do not fit")
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(state(page)).to_have_text(SAVED)
    assert quote(insight) == "Typed after the session ended."
    page.locator("#section-two [data-act=up]").click()
    expect(page.locator("[data-live]")).to_contain_text("Saved.")


def test_signing_in_may_wait_and_the_text_is_offered_later(builder, insight):
    page = builder(expecting=REFUSED)
    form = open_card(page, "one")
    expect(form).to_be_visible()
    Session.objects.all().delete()
    form.get_by_label("Quote").fill("Later.")
    page.get_by_role("button", name="Later").click()
    expect(state(page)).to_contain_text("you are signed out")
    assert "Later." in page.evaluate("Object.values(localStorage).join()")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert quote(insight) == "First."


def test_a_server_that_fails_is_asked_again(builder, insight):
    page = builder(expecting=REFUSED)
    calls = []

    def fail_once(route):
        calls.append(1)
        route.fulfill(status=500, body="") if len(calls) == 1 else route.continue_()

    form = open_card(page, "one")
    expect(form).to_be_visible()
    page.route("**/sections/one/", fail_once)
    form.get_by_label("Quote").fill("At the second try.")
    expect(state(page)).to_contain_text("the server had a problem")
    expect(state(page)).to_have_text(SAVED, timeout=6000)
    assert quote(insight) == "At the second try."


def test_a_half_filled_section_is_saved_marked_and_stops_publishing(builder, insight):
    page = builder()
    open_card(page, "one").get_by_label("Quote").fill("")
    expect(page.locator("#section-one").get_by_text("Incomplete")).to_be_visible()
    expect(state(page)).to_have_text(SAVED)
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_text("1 thing stops publishing")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    assert not insight.versions.exists()


def test_publishing_waits_for_what_is_being_typed(builder, insight):
    page = builder()
    open_card(page, "one").get_by_label("Quote").fill("The last word.")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".bar .state")).to_have_text("Published")
    assert insight.versions.get().sections.get(uid="one").data["quote"] == "The last word."


def test_what_is_typed_is_in_the_copy_that_is_made_at_once(builder, insight):
    page = builder()
    open_card(page, "one").get_by_label("Quote").fill("Fresh.")
    page.locator("#section-one [data-act=duplicate]").click()
    expect(page.locator(".sec")).to_have_count(4)
    assert [quote(insight, uid) for uid in ("one", insight.sections.all()[1].uid)] == ["Fresh.", "Fresh."]
