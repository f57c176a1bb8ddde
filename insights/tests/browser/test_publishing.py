"""From the bar to readers and back: the menu, the page before publishing, the calendar."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import publish
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home(empty_site):
    insight = factories.InsightFactory(title="Trust", slug="trust")
    factories.add_section(insight, "article", uid="one")
    factories.add_section(insight, "quote", uid="two")
    publish(insight, note="First")
    Insight.objects.filter(pk=insight.pk).update(title="Trust first")
    touch(insight.pk, factories.UserFactory(first_name="Ines"))
    return insight


@pytest.fixture
def go(visit, signed_in, home):
    """`go("publish")`: one of the insight's pages."""
    return lambda name, **options: visit(
        reverse(f"admin:insights_insight_{name}", args=[home.pk]), cookies=signed_in, **options
    )


def typed(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("script", [True, False])
def test_a_change_is_scheduled_from_the_menu_and_withdrawn(go, home, script):
    page = go("change", java_script_enabled=script)
    page.locator(".more summary").click()
    page.get_by_role("link", name="Schedule…").click()
    page.get_by_label("Goes live").fill(typed(timezone.now() + timedelta(days=3)))
    page.get_by_label("Note for the history").fill("Winter update")
    if page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Schedule").click()
    expect(page.locator(".bar")).to_contain_text("Changes go live")
    assert home.versions.scheduled().get().note == "Winter update"
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator(".messagelist")).to_contain_text("Withdrawn")
    assert not home.versions.scheduled().exists()


def test_the_menu_is_walked_with_the_keyboard(go):
    page = go("change")
    opener = page.locator(".more summary")
    opener.press("ArrowDown")
    expect(page.get_by_role("link", name="Schedule…")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Delete…")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_role("link", name="Delete…")).to_be_hidden()
    opener.press("Enter")
    page.get_by_role("button", name="Discard changes").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Changes discarded")
    page.locator(".messagelist").get_by_role("button", name="Undo").click()
    expect(page.locator(".bar .state").first).to_have_text("Published · unpublished changes")


def test_a_section_gets_its_times_from_its_card(go, home):
    page = go("change")
    page.locator("#section-two [data-act=menu]").click()
    page.get_by_role("menuitem", name="Show from/until…").click()
    page.get_by_label("From").fill(typed(timezone.now() + timedelta(days=1)))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#section-two .sec__flag", has_text=re.compile("^From "))).to_be_visible()
    page.locator(".messagelist").get_by_role("button", name="Undo").click()
    expect(page.locator("#section-two .sec__flag", has_text=re.compile("^From "))).to_have_count(0)


@pytest.mark.parametrize("name", ["publish", "unpublish", "end", "calendar", "trash", "delete", "changelist", "times"])
def test_the_pages_are_usable_by_everybody_at_every_size(visit, signed_in, home, name):
    publish(home, at=timezone.now() + timedelta(minutes=5), note="Winter update")
    factories.InsightFactory(deleted_at=timezone.now())
    url = {
        "calendar": reverse("admin:insights_calendar"),
        "trash": reverse("admin:insights_insight_trash"),
        "changelist": reverse("admin:insights_insight_changelist"),
        "times": reverse("admin:insights_section_times", args=[home.pk, "two"]),
    }.get(name) or reverse(f"admin:insights_insight_{name}", args=[home.pk])
    page = visit(url, cookies=signed_in)
    part = ".field-status" if name == "changelist" else "#content"
    for look in looks(page):
        assert violations(page, part) == [], look
        assert not scrolls_sideways(page), look
        assert small_controls(page, ".flow", least=24) == [], look


def test_the_bar_is_usable_by_everybody_at_every_size(go):
    page = go("change")
    page.locator(".more summary").click()
    for look in looks(page):
        assert violations(page, ".bar") == [], look
        assert small_controls(page, ".bar", least=44) == [], look
        box = page.locator(".more__list").bounding_box()
        assert box["x"] >= 0, look
        assert box["x"] + box["width"] <= page.viewport_size["width"], look
