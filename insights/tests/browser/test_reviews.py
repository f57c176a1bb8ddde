"""An author and an editor, each in a browser of their own: asking, commenting, resolving, approving."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations
from insights.workflow.comments import comment
from insights.workflow.models import Comment, Review
from insights.workflow.reviews import ask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUTHOR = ("view_insight", "change_own_insight")
EDITOR = ("view_insight", "change_insight", "publish_insight")


@pytest.fixture
def people(empty_site):
    """{name: (the user, their cookies)}"""

    def signed_in(name, codenames):
        user = factories.colleague(*codenames, username=name, first_name=name.title())
        client = factories.signed_in(user)
        cookie = settings.SESSION_COOKIE_NAME
        return user, [{"name": cookie, "value": client.cookies[cookie].value, "url": empty_site}]

    return {"ines": signed_in("ines", AUTHOR), "max": signed_in("max", EDITOR)}


@pytest.fixture
def home(people):
    insight = factories.InsightFactory(title="Trust", owner=people["ines"][0])
    for uid in ("said", "told"):
        factories.add_section(insight, "quote", {"quote": "Wait."}, uid=uid)
    return insight


@pytest.fixture
def page_of(visit, people, home):
    """`page_of("ines", "change")`"""

    def page_of(name, which, **options):
        return visit(reverse(f"admin:insights_insight_{which}", args=[home.pk]), cookies=people[name][1], **options)

    return page_of


def badge(page, uid):
    return page.locator(f"#section-{uid} .sec__flag--comments")


def test_an_author_asks_an_editor_returns_and_approves(page_of, home):
    author = page_of("ines", "change", width=360)
    author.get_by_role("link", name="Ask for review").click()
    author.get_by_label("Note for those who will look").fill("Please look.")
    author.get_by_role("button", name="Ask for review").click()
    expect(author.locator(".talk__states")).to_contain_text("In review")

    editor = page_of("max", "change")
    editor.locator("#section-told [data-act=menu]").click()
    editor.get_by_role("menuitem", name="Comment…").click()
    expect(editor.locator("#comment-about")).to_have_value("told")
    expect(editor.locator("#comment-text")).to_be_focused()
    editor.locator("#comment-text").fill("Who <b>said</b> so?")
    editor.get_by_role("button", name="Add comment").click()
    expect(badge(editor, "told")).to_have_text("1 comment")
    expect(badge(editor, "said")).to_have_count(0)
    expect(editor.locator("#comment-text")).to_have_value("")
    editor.get_by_role("link", name="In review: asked by Ines").click()
    editor.get_by_role("button", name="Return with comments").click()
    expect(editor.locator(".messagelist")).to_contain_text("Returned with comments.")

    author = page_of("ines", "change")
    expect(badge(author, "told")).to_have_text("1 comment")
    author.locator("#comments > summary").click()
    expect(author.locator(".talk__text")).to_have_text("Who <b>said</b> so?")
    author.get_by_role("link", name="2. Quote").click()
    expect(author.locator("#section-told")).to_have_class("sec sec--open")
    author.get_by_role("button", name="Resolve").click()
    expect(badge(author, "told")).to_have_count(0)
    expect(author.locator("#comments-headline")).to_have_text("All comments are resolved")
    author.get_by_role("link", name="Ask for review").click()
    author.get_by_role("button", name="Ask for review").click()

    editor = page_of("max", "review", width=360)
    editor.get_by_role("button", name="Approve").click()
    expect(editor.locator(".talk__states").first).to_contain_text("Approved")
    assert not scrolls_sideways(editor)
    assert Review.objects.latest("pk").state == "approved"


def test_what_cannot_be_saved_stays_and_says_why(page_of, home):
    page = page_of("max", "change", expecting="422")
    page.locator("#comments > summary").click()
    page.locator("#comment-about").select_option("told")
    page.locator("#comment-text").fill("Kept.")
    home.sections.filter(uid="told").delete()
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator("[data-comment-error]")).to_contain_text("not in the list any more")
    expect(page.locator("#comment-text")).to_have_value("Kept.")


def test_it_works_without_script(page_of, people, home):
    comment(home, by=people["ines"][0], text="First.", uid="said")
    page = page_of("max", "change", java_script_enabled=False)
    page.locator("#comments > summary").click()
    page.get_by_role("link", name="Read and write comments").click()
    page.get_by_label("About").select_option("told")
    page.get_by_label("Comment", exact=True).fill("Second.")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".talk__text")).to_have_text(["First.", "Second."])
    page.get_by_role("button", name="Resolve").first.click()
    expect(page.locator("h2").first).to_have_text("1 comment to deal with")
    assert Comment.objects.unresolved().get().text == "Second."


def test_everybody_can_use_it_at_every_size(page_of, people, home):
    ines, _cookies = people["ines"]
    ask(home, by=ines, note="Please look at this.\n" + "w" * 300)
    comment(home, by=ines, text="u" * 300, uid="said")
    for which, part in (("review", ".talk--page"), ("comments", ".talk--page"), ("change", "#comments")):
        page = page_of("max", which)
        if which == "change":
            expect(badge(page, "said")).to_be_visible()
            page.locator("#comments > summary").click()
        for look in looks(page):
            assert violations(page, part) == [], (which, look)
            assert small_controls(page, part) == [], (which, look)
            assert not scrolls_sideways(page), (which, look)
    assert violations(page, ".bar", "#section-said") == []
