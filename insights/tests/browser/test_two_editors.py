"""Two people in one insight: different sections merge by themselves, the same one asks, nobody overwrites anybody."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.databases, pytest.mark.django_db(transaction=True)]
SAVED = re.compile(r"^Saved \d")
SOON = 30_000  # milliseconds: others' changes are asked for every four seconds
CONFLICT = "409"


@pytest.fixture
def insight(empty_site):
    home = factories.InsightFactory(title="Trust", slug="trust")
    for uid in ("one", "two", "three"):
        factories.add_section(home, "quote", {"quote": f"Text {uid}."}, uid=uid)
    return home


@pytest.fixture
def ann_and_ben(visit, insight, empty_site):
    """Both have the change page open."""
    path = reverse("admin:insights_insight_change", args=[insight.pk])

    def opened(name):
        client = factories.signed_in(factories.UserFactory(username=name, is_staff=True, is_superuser=True))
        cookie = {"name": settings.SESSION_COOKIE_NAME, "url": empty_site}
        cookie["value"] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return visit(path, cookies=[cookie], expecting=CONFLICT, width=1000)  # too narrow for the preview

    return opened("ann"), opened("ben")


def write(page, uid, text):
    line = page.locator(f"#section-{uid} [data-act=open]")
    if line.get_attribute("aria-expanded") != "true":
        line.click()
    page.locator(f"#section-{uid} form").get_by_label("Quote").fill(text)


def stored(insight, uid):
    return insight.sections.get(uid=uid).data["quote"]


def test_different_sections_merge_and_each_sees_the_other_s_within_seconds(ann_and_ben, insight):
    ann, ben = ann_and_ben
    write(ann, "one", "Ann wrote this.")
    write(ben, "two", "Ben wrote this.")
    expect(ann.locator("#section-two small")).to_have_text("Ben wrote this.", timeout=SOON)
    expect(ben.locator("#section-one small")).to_have_text("Ann wrote this.", timeout=SOON)
    expect(ann.locator("#section-one form").get_by_label("Quote")).to_have_value("Ann wrote this.")
    assert (stored(insight, "one"), stored(insight, "two")) == ("Ann wrote this.", "Ben wrote this.")


def test_each_sees_that_the_other_is_here_and_where(ann_and_ben):
    ann, ben = ann_and_ben
    expect(ann.locator("[data-people]")).to_have_text("Also here: ben", timeout=SOON)
    ben.locator("#section-two [data-act=open]").click()
    expect(ann.locator("#section-two [data-here]")).to_have_text("ben", timeout=2 * SOON)
    ben.close()
    expect(ann.locator("[data-people]")).to_be_hidden(timeout=2 * SOON)


def test_an_open_form_that_nobody_writes_in_shows_what_the_other_saved(ann_and_ben):
    ann, ben = ann_and_ben
    ann.locator("#section-one [data-act=open]").click()
    expect(ann.locator("#section-one form")).to_be_visible()
    write(ben, "one", "Ben was first.")
    expect(ann.locator("#section-one form").get_by_label("Quote")).to_have_value("Ben was first.", timeout=SOON)


def unheard(page):
    """This page does not hear of what others do, as if it had just asked."""
    page.route("**/list/news/**", lambda route: route.fulfill(json={"revision": 1, "people": []}))


def race(ann, ben):
    """Both write the same section; Ben's save comes first, and Ann had not heard of it."""
    for page in (ann, ben):
        page.locator("#section-one [data-act=open]").click()
        expect(page.locator("#section-one form")).to_be_visible()
    unheard(ann)
    write(ben, "one", "Ben's text.")
    expect(ben.locator("[data-saved]")).to_have_text(SAVED)
    write(ann, "one", "Ann's text.")
    panel = ann.locator("#section-one .conflict")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Ben's text.")
    expect(panel).to_contain_text("Ann's text.")
    return panel


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("Keep mine", "Ann's text."), ("Take theirs", "Ben's text."), ("Keep both", "Ann's text.\nBen's text.")],
)
def test_the_second_writer_chooses_with_both_texts_side_by_side(ann_and_ben, insight, choice, kept):
    ann, ben = ann_and_ben
    panel = race(ann, ben)
    assert stored(insight, "one") == "Ben's text."
    panel.get_by_label(choice).check()
    panel.get_by_role("button", name="Save my choice").click()
    expect(panel).to_have_count(0)
    expect(ann.locator("#section-one form").get_by_label("Quote")).to_have_value(kept)
    assert stored(insight, "one") == kept


def test_a_form_that_arrives_late_does_not_replace_what_is_being_written(ann_and_ben, insight):
    ann, ben = ann_and_ben
    ann.locator("#section-one [data-act=open]").click()
    field = ann.locator("#section-one form").get_by_label("Quote")
    expect(field).to_be_visible()

    def late(route):
        if route.request.method == "GET":
            ann.wait_for_timeout(1500)
        route.continue_()

    ann.route("**/sections/one/", late)
    with ann.expect_request(lambda request: request.url.endswith("/sections/one/") and request.method == "GET"):
        write(ben, "one", "Ben's text.")
    field.fill("Ann's text.")
    expect(ann.locator("#section-one .conflict")).to_be_visible()
    expect(field).to_have_value("Ann's text.")


def test_a_conflict_in_a_card_that_was_closed_opens_it(ann_and_ben):
    ann, ben = ann_and_ben
    ann.locator("#section-one [data-act=open]").click()
    expect(ann.locator("#section-one form")).to_be_visible()
    unheard(ann)
    write(ben, "one", "Ben's text.")
    expect(ben.locator("[data-saved]")).to_have_text(SAVED)
    ann.locator("#section-one form").get_by_label("Quote").fill("Ann's text.")
    ann.locator("#section-two [data-act=open]").click()
    expect(ann.locator("#section-one .conflict")).to_be_visible()
    expect(ann.locator("[data-saved]")).to_contain_text("choose which text to keep in Quote")


def test_one_may_write_on_while_choosing(ann_and_ben, insight):
    panel = race(*ann_and_ben)
    ann = ann_and_ben[0]
    write(ann, "one", "Ann's text, with what Ben's says.")
    panel.get_by_role("button", name="Save my choice").click()
    expect(panel).to_have_count(0)
    assert stored(insight, "one") == "Ann's text, with what Ben's says."


def test_a_section_deleted_while_one_writes_in_it_comes_back_with_the_text(ann_and_ben, insight):
    ann, ben = ann_and_ben
    ann.locator("#section-one [data-act=open]").click()
    expect(ann.locator("#section-one form")).to_be_visible()
    unheard(ann)
    ben.locator("#section-one [data-act=delete]").click()
    expect(ben.locator(".sec")).to_have_count(2)
    write(ann, "one", "Not lost.")
    ann.get_by_role("button", name="Bring the section back with my text").click()
    expect(ann.locator("#section-one .conflict")).to_have_count(0)
    assert stored(insight, "one") == "Not lost."
    expect(ben.locator("#section-one")).to_be_visible(timeout=SOON)


def test_a_section_deleted_under_the_cursor_stays_until_it_is_left(ann_and_ben):
    ann, ben = ann_and_ben
    ann.locator("#section-one [data-act=open]").click()
    ann.locator("#section-one form").get_by_label("Quote").focus()
    ben.locator("#section-one [data-act=delete]").click()
    ben.locator("#section-two [data-act=switch]").click()
    expect(ann.locator("#section-two")).to_have_class(re.compile("sec--off"), timeout=SOON)
    expect(ann.locator("#section-one form").get_by_label("Quote")).to_be_focused()


def test_a_section_moved_while_one_writes_in_it_is_saved_and_stays_open(ann_and_ben, insight):
    ann, ben = ann_and_ben
    write(ann, "one", "Ann writes")
    ben.locator("#section-one [data-act=down]").click()
    expect(ben.locator("[data-live]")).to_contain_text("Saved.")
    field = ann.locator("#section-one form").get_by_label("Quote")
    field.press("End")
    field.press_sequentially(" on and on.", delay=30)
    expect(ann.locator("#section-one + #section-three")).to_be_attached(timeout=SOON)
    expect(field).to_be_focused()
    expect(ann.locator("[data-saved]")).to_have_text(SAVED)
    assert stored(insight, "one") == "Ann writes on and on."
    assert insight.sections.get(uid="one").position == 1
