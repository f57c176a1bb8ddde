"""The page of a review, its chip in the bar, and the list by review."""

import re
from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from insights.publishing.changes import touch
from insights.publishing.publish import publish
from insights.tests.factories import InsightFactory, add_section, admin_user, colleague, signed_in
from insights.workflow.models import Review
from insights.workflow.reviews import approve, ask, return_

pytestmark = pytest.mark.django_db
AUTHOR = ("view_insight", "change_own_insight")
EDITOR = ("view_insight", "change_insight", "publish_insight")


def client_of(name, codenames):
    user = colleague(*codenames, username=name, first_name=name.title(), email=f"{name}@example.org")
    client = signed_in(user)
    client.user = user
    return client


@pytest.fixture
def author():
    return client_of("ines", AUTHOR)


@pytest.fixture
def editor():
    return client_of("max", EDITOR)


@pytest.fixture
def home(author):
    insight = InsightFactory(title="Trust <b>", owner=author.user)
    add_section(insight, "quote", uid="said")
    return insight


def url(name, home):
    return reverse(f"admin:insights_insight_{name}", args=[home.pk])


def text(client, name, home):
    content = lxml.html.fromstring(client.get(url(name, home)).content.decode()).get_element_by_id("content")
    return re.sub(r"\s+", " ", content.text_content())


def answer(client, name, home, words="", **changed):
    page = client.get(url("review", home))
    hidden = lxml.html.fromstring(page.content).cssselect(".talk__form input[type=hidden]")
    data = {each.get("name"): each.get("value") for each in hidden} | {"text": words} | changed
    return client.post(url(name, home), data)


def test_an_author_asks_and_an_editor_approves(author, editor, home):
    author.post(url("ask", home), {"text": "Please look."})
    assert "Please look." in text(editor, "review", home)
    assert answer(editor, "approve", home, "Good.").status_code == 302
    shown = text(author, "review", home)
    assert "Approved" in shown
    assert "Max approved it" in shown
    assert "Good." in shown
    assert "Changed since approval" not in shown
    touch(home.pk)
    assert "Changed since approval" in text(author, "review", home)


def test_an_editor_returns_it_and_the_author_asks_again(author, editor, home):
    author.post(url("ask", home), {"text": "First."})
    answer(editor, "return", home, "Shorter.")
    assert "Returned" in text(author, "review", home)
    author.post(url("ask", home), {"text": "Second."})
    shown = text(author, "review", home)
    assert "In review" in shown
    assert "Earlier reviews" in shown
    assert shown.index("Second.") < shown.index("First.")


def test_it_is_taken_back(author, editor, home):
    author.post(url("ask", home))
    review = Review.objects.get()
    assert author.post(url("take_back", home), {"review": review.pk}).status_code == 302
    assert "Not in review" in text(editor, "review", home)


def test_everybody_may_do_what_is_theirs(author, editor, home):
    stranger, viewer = client_of("eva", AUTHOR), client_of("vic", ["view_insight"])
    for name in ("ask", "take_back", "approve", "return"):
        assert stranger.post(url(name, home)).status_code == 403
        assert viewer.post(url(name, home)).status_code == 403
        assert editor.get(url(name, home)).status_code == 405
    assert viewer.get(url("review", home)).status_code == 200
    author.post(url("ask", home))
    for name in ("approve", "return"):
        assert author.post(url(name, home), {"review": Review.objects.get().pk}).status_code == 403
    assert Review.objects.get().state == "open"


def test_nobody_answers_their_own_question(editor, home):
    editor.post(url("ask", home))
    assert "Your answer" not in text(editor, "review", home)
    refused = editor.post(url("approve", home), {"review": Review.objects.get().pk, "revision": home.revision})
    assert refused.status_code == 422
    assert "somebody else answers it" in refused.content.decode()


@pytest.mark.parametrize(
    ("name", "changed", "error"),
    [
        ("return", {"text": ""}, "Say what is to be done"),
        ("approve", {"text": "kept" * 501}, "at most 2000 characters"),
        ("approve", {"text": "kept\0"}, "Null characters are not allowed"),
        ("approve", {"text": "kept", "revision": "9" * 5000}, "changed while you looked"),
        ("approve", {"text": "kept", "review": "9" * 5000}, "ended meanwhile"),
        ("return", {"text": "kept", "review": "\0"}, "ended meanwhile"),
    ],
)
def test_what_cannot_be_done_is_explained_and_what_was_typed_kept(author, editor, home, name, changed, error):
    author.post(url("ask", home))
    refused = answer(editor, name, home, **changed)
    page = lxml.html.fromstring(refused.content)
    assert refused.status_code == 422
    assert error in page.text_content()
    if changed["text"]:
        assert "kept" in page.cssselect("textarea")[0].text
    assert Review.objects.get().state == "open"


def test_a_second_request_is_refused_and_its_note_shown(author, home):
    author.post(url("ask", home))
    refused = author.post(url("ask", home), {"text": "Again."})
    assert (refused.status_code, Review.objects.count()) == (422, 1)
    assert "is in review already" in refused.content.decode()


def test_the_bar_tells_how_it_stands(author, editor, home):
    assert "Ask for review" in text(author, "change", home)
    assert "Ask for review" not in text(editor, "change", home)
    review = ask(home, by=author.user)
    assert "In review: asked by Ines" in text(editor, "change", home)
    approve(review, by=editor.user)
    assert "Approved by Max" in text(author, "change", home)
    assert "Ask for review" not in text(author, "change", home)
    touch(home.pk)
    assert "Approved by Max · changed since" in text(author, "change", home)
    return_(ask(home, by=author.user), by=editor.user, answer="Shorter, please.")
    assert "Returned by Max: Shorter, please." in text(author, "change", home)


def test_the_list_shows_what_is_in_review_and_what_waits_for_whom(author, editor, home, statements):
    other = InsightFactory(title="Other", owner=author.user)
    ask(other, by=editor.user)
    review = ask(home, by=author.user)

    def found(client, value):
        html = client.get(reverse("admin:insights_insight_changelist"), {"review": value}).content.decode()
        return {title for title in ("Trust", "Other") if f"{title}" in re.sub(r"(?s).*<table|</table>.*", "", html)}

    assert found(editor, "open") == {"Trust", "Other"}
    assert found(editor, "waiting") == {"Trust"}
    assert found(author, "waiting") == set()
    assert "Waiting for me (1)" in editor.get(reverse("admin:insights_insight_changelist")).content.decode()
    return_(review, by=editor.user, answer="Shorter.")
    assert found(author, "waiting") == found(editor, "returned") == {"Trust"}
    assert found(editor, "waiting") == set()
    assert found(editor, "made up") == found(editor, "approved") == set()


def test_what_is_scheduled_does_not_wait_any_more(author, editor, home):
    ask(home, by=author.user)
    publish(home, at=timezone.now() + timedelta(days=1))
    page = editor.get(reverse("admin:insights_insight_changelist"), {"review": "waiting"}).content.decode()
    assert "0 insights" in page


def test_what_was_deleted_or_never_was_is_not_found(editor, home):
    type(home).objects.filter(pk=home.pk).update(deleted_at="2026-01-01T00:00Z")
    for name in ("review", "comments"):
        assert editor.get(url(name, home)).status_code == 404
    assert editor.post(url("ask", home)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_whoever_acts_is_told_that_mail_could_not_be_sent(settings):
    author, boss = client_of("ines", AUTHOR), admin_user()
    type(boss).objects.filter(pk=boss.pk).update(email="boss@example.org")
    home = InsightFactory(owner=author.user)
    settings.EMAIL_BACKEND = "insights.tests.workflow.test_reviews.Broken"
    told = author.post(url("ask", home), follow=True).content.decode()
    assert "Handed over for review." in told
    assert "the mail to those concerned could not be sent" in told


def test_the_number_of_statements_does_not_grow(author, editor, home, statements):
    def made():
        with statements() as found:
            editor.get(url("review", home))
        return len(found)

    ask(home, by=author.user)
    few = made()
    for _number in range(5):
        return_(Review.objects.open().get(), by=editor.user, answer="Again.")
        ask(home, by=author.user)
    assert made() == few
