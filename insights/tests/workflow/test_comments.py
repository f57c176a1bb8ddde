"""Comments on sections: made, listed, resolved and reopened."""

import lxml.html
import pytest
from django.urls import reverse

from insights.tests.factories import InsightFactory, UserFactory, add_section, colleague
from insights.workflow.comments import comment
from insights.workflow.models import Comment

pytestmark = pytest.mark.django_db
HTMX, SCRIPT = {"HX-Request": "true"}, {"Accept": "application/json"}


def signed_in(client, *codenames, **values):
    user = colleague("view_insight", *codenames, **values)
    client.force_login(user)
    return user


@pytest.fixture
def author(client):
    return signed_in(client, "change_own_insight", username="ines")


@pytest.fixture
def home(author):
    insight = InsightFactory(title="Trust", owner=author)
    add_section(insight, "quote", uid="said")
    add_section(insight, "text", uid="text")
    return insight


@pytest.fixture
def url(home):
    return reverse("admin:insights_insight_comments", args=[home.pk])


def listed(client, url):
    return lxml.html.fragment_fromstring(client.get(url, headers=HTMX).content.decode(), create_parent=True)


def counts(client, url):
    return {
        part.get("data-about"): int(part.get("data-open")) for part in listed(client, url).cssselect("[data-about]")
    }


def test_a_comment_stands_with_its_section(client, url, author):
    answer = client.post(url, {"uid": "said", "text": " Who said so?\r\nWhen? "})
    remark = Comment.objects.get()
    assert answer.headers["Location"] == f"{url}#comment-{remark.pk}"
    assert (remark.uid, remark.text, remark.made_by) == ("said", "Who said so?\nWhen?", author)
    assert counts(client, url) == {"said": 1}
    link = listed(client, url).cssselect("h3 a")[0]
    assert link.get("data-show") == "said"
    assert link.text_content().startswith("1. Quote ")
    assert "method" not in link.text_content()


def test_they_are_listed_by_the_insight_the_sections_in_order_and_what_is_gone(client, url, home, author):
    for uid in ("gone", "text", "", "said"):
        comment(home, by=author, text="x", uid=uid)
    assert list(counts(client, url)) == ["", "said", "text", "gone"]
    assert "Deleted section" in listed(client, url).text_content()


def test_what_comes_back_gets_its_comments_back(client, url, home, author):
    section = home.sections.get(uid="said")
    comment(home, by=author, text="x", uid="said")
    home.sections.filter(uid="said").delete()
    assert "Deleted section" in listed(client, url).text_content()
    section.save(force_insert=True)
    assert "Deleted section" not in listed(client, url).text_content()


def test_resolved_and_reopened(client, url, home, author):
    remark = comment(home, by=author, text="x", uid="said")
    resolve = reverse("admin:insights_comment_resolve", args=[home.pk, remark.pk])
    reopen = reverse("admin:insights_comment_reopen", args=[home.pk, remark.pk])
    assert client.post(resolve, headers=SCRIPT).json()["say"] == "Resolved."
    assert counts(client, url) == {"said": 0}
    assert "All comments are resolved" in listed(client, url).text_content()
    assert client.post(resolve, headers=SCRIPT).json()["say"] == "It was resolved already."
    client.post(reopen)
    assert counts(client, url) == {"said": 1}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"text": ""}, "Write something first."),
        ({"text": " \n "}, "Write something first."),
        ({"text": "kept" * 501}, "at most 2000 characters"),
        ({"text": "kept\0"}, "Null characters are not allowed"),
        ({"text": "kept", "uid": "made up"}, "not in the list"),
        ({"text": "kept", "uid": "x" * 5000}, "not in the list"),
        ({"text": "kept", "uid": "a\0"}, "not in the list"),
    ],
)
def test_bad_input_is_explained_and_kept(client, url, data, error):
    answer = client.post(url, data)
    page = lxml.html.fromstring(answer.content)
    assert answer.status_code == 422
    assert error in page.text_content()
    if "kept" in data["text"]:
        assert "kept" in page.cssselect("textarea")[0].text
    assert error in client.post(url, data, headers=SCRIPT).json()["message"]
    assert not Comment.objects.exists()


def test_two_thousand_characters_are_enough_however_lines_end(client, url):
    client.post(url, {"text": ("x" * 9 + "\r\n") * 199 + "x" * 10})
    assert len(Comment.objects.get().text) == 2000


def test_markup_is_text(client, url, home, author):
    comment(home, by=author, text='<img src=x onerror="alert(1)">{{ 7 }}', uid="said")
    for headers in ({}, HTMX):
        html = client.get(url, headers=headers).content.decode()
        assert "<img src=x" not in html
        assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;{{ 7 }}" in html


def test_readers_read_and_neither_comment_nor_resolve(client, url, home, author):
    remark = comment(home, by=author, text="Look here.")
    signed_in(client)
    page = client.get(url).content.decode()
    assert "Look here." in page
    assert "Add a comment" not in page
    assert "Resolve" not in page
    resolve = reverse("admin:insights_comment_resolve", args=[home.pk, remark.pk])
    assert (client.post(url, {"text": "x"}).status_code, client.post(resolve).status_code) == (403, 403)
    assert Comment.objects.unresolved().count() == 1


def test_whoever_made_a_comment_may_resolve_it(client, url, home):
    viewer = signed_in(client)
    remark = comment(home, by=viewer, text="x")
    assert client.post(reverse("admin:insights_comment_resolve", args=[home.pk, remark.pk])).status_code == 302
    assert not Comment.objects.unresolved().exists()


@pytest.mark.parametrize("number", [0, 999, 10**30])
def test_made_up_and_foreign_comments_are_not_found(client, home, author, number):
    other = comment(InsightFactory(), by=author, text="x")
    for pk in (number, other.pk):
        url = reverse("admin:insights_comment_resolve", args=[home.pk, pk])
        assert client.post(url).status_code == 404
    assert Comment.objects.unresolved().count() == 1


def test_looking_changes_nothing(client, url, home, author):
    remark = comment(home, by=author, text="x")
    for name in ("resolve", "reopen"):
        assert client.get(reverse(f"admin:insights_comment_{name}", args=[home.pk, remark.pk])).status_code == 405
    assert client.head(url).status_code == 200


def test_the_same_list_is_not_sent_twice(client, url, home, author):
    comment(home, by=author, text="x", uid="said")
    seen = listed(client, url).cssselect("[name=seen]")[0].get("value")
    assert client.get(url, {"seen": seen}, headers=HTMX).status_code == 204
    comment(home, by=author, text="y")
    assert client.get(url, {"seen": seen}, headers=HTMX).status_code == 200


def test_the_number_of_statements_does_not_grow(client, url, home, author, statements):
    comment(home, by=author, text="x", uid="said")
    with statements() as few:
        client.get(url, headers=HTMX)
    for number in range(20):
        add_section(home, "quote", uid=f"q{number}")
        comment(home, by=UserFactory(), text="x", uid=f"q{number}")
    with statements() as many:
        client.get(url, headers=HTMX)
    assert len(many) == len(few)
