"""History and comparison, at every size; restoring and the way back, with and without a script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import publish
from insights.sections.base import Section
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Unbreakable" * 20


@pytest.fixture
def home(empty_site):
    """Two versions that differ in every way there is, and a working copy that says what the second says."""
    insight = factories.InsightFactory(title="First")
    for uid, kind in {"a": "quote", "t": "text", "i": "image", "f": "faq", "g": "quote"}.items():
        factories.add_section(insight, kind, uid=uid)
    publish(insight, note=LONG)
    sections = {section.uid: section for section in insight.sections.all()}
    sections["t"].data = {"body": [factories.heading(LONG), *factories.words("Choose one verb.")]}
    sections["i"].data = {"image": factories.make_picture().path}
    sections["f"].data = {"questions": [{"id": "new", "question": "Why?", "answer": factories.words(LONG)}]}
    Section.objects.bulk_update(sections.values(), ["data"])
    insight.sections.filter(uid="g").delete()
    insight.sections.filter(uid="a").update(position=9, enabled=False)
    Insight.objects.filter(pk=insight.pk).update(title="Second")
    touch(insight.pk)
    publish(insight)
    return insight


@pytest.mark.parametrize("name", ["versions", "compare"])
def test_it_is_usable_by_everybody_at_every_size(visit, signed_in, home, name):
    page = visit(reverse(f"admin:insights_insight_{name}", args=[home.pk]) + "?a=1", cookies=signed_in)
    for look in looks(page):
        assert violations(page) == [], look
        assert not scrolls_sideways(page), look
        assert small_controls(page, ".version__acts, .history__tools, .compare__acts, .compare__sum", 44) == [], look


@pytest.mark.parametrize("script", [True, False])
def test_two_are_chosen_one_is_put_back_and_that_is_undone(visit, signed_in, home, script):
    page = visit(
        reverse("admin:insights_insight_versions", args=[home.pk]), cookies=signed_in, java_script_enabled=script
    )
    page.get_by_label("Older: version 1").check()
    page.get_by_label("Newer: version 2").check()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From version 1 to version 2")
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.locator(".messagelist")).to_contain_text("Version 1 is back")
    assert Insight.objects.get(pk=home.pk).title == "First"
    page.locator(".messagelist").get_by_role("button", name="Undo").click()
    expect(page.locator(".messagelist")).to_contain_text("Version 2 is back")
    assert Insight.objects.get(pk=home.pk).title == "Second"
