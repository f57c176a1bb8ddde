"""Related insights in the admin: seen with why, pinned, moved, ruled out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.content.related import RelatedChoice
from insights.public.related.preparing import prepare
from insights.publishing.duplicate import duplicate
from insights.publishing.models import Action, AuditEntry
from insights.publishing.publish import publish
from insights.tests.factories import CategoryFactory, InsightFactory, add_section, make_live, member, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return InsightFactory(title="Page")


def address(home, name="insights_insight_related"):
    return reverse(f"admin:{name}", args=[home.pk])


def decide(client, home, do, target):
    pk = getattr(target, "home_id", target)
    response = client.post(address(home, "insights_insight_related_change"), {"do": do, "target": str(pk)}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def pinned(home):
    return [row.target.title for row in RelatedChoice.objects.filter(source=home).pins().select_related("target")]


def part(html, name):
    """A part of the page, in plain words."""
    found = re.search(rf'aria-labelledby="related-{name}">(.*?)</section>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_each_insight_stands_there_with_why(editor, home):
    topic = CategoryFactory(name="Leadership")
    home.file_under([topic])
    home.tags.add("trust", "notes")
    add_section(home, "text", {"body": words("onboarding onboarding shadowing shadowing")})
    publish(home)
    make_live(title="Latest", published_at=timezone.now() - timedelta(days=1))
    other = InsightFactory(title="Other")
    other.file_under([topic])
    other.tags.add("trust", "notes")
    add_section(other, "text", {"body": words("onboarding onboarding shadowing shadowing")})
    publish(other)
    prepare(home.pk)
    prepare(other.pk)
    html = editor.get(address(home)).content.decode()
    shown = part(html, "shown")
    assert "Other Same topic: Leadership 2 tags in common: trust, notes Similar words: " in shown
    assert "onboarding" in shown
    assert shown.index("Other") < shown.index("Latest One of the latest")
    assert (
        f'href="{address(home)}"'
        in editor.get(reverse("admin:insights_insight_change", args=[home.pk])).content.decode()
    )


def test_pins_come_first_in_the_order_they_are_given(editor, client, home):
    made = [make_live(title=f"Other {number}") for number in range(6)]
    publish(home)
    for version in made[:3]:
        decide(editor, home, "pin", version)
    decide(editor, home, "up", made[2])
    decide(editor, home, "down", made[0])
    assert pinned(home) == ["Other 2", "Other 0", "Other 1"]
    html = decide(editor, home, "up", made[2])
    assert pinned(home) == ["Other 2", "Other 0", "Other 1"]
    assert re.findall(r"Other \d", part(html, "shown"))[0] == "Other 2"
    page = client.get(home.versions.get().url).content.decode()
    assert page.index(">Other 2</a>") < page.index(">Other 0</a>") < page.index(">Other 1</a>")
    decide(editor, home, "unpin", made[2])
    assert pinned(home) == ["Other 0", "Other 1"]


def test_what_is_ruled_out_is_gone_at_once_and_can_be_allowed_again(editor, client, home):
    other = make_live(title="Other")
    page = publish(home)
    html = decide(editor, home, "veto", other)
    assert "Other" in part(html, "never")
    assert ">Other</a>" not in client.get(page.url).content.decode()
    decide(editor, home, "lift", other)
    assert ">Other</a>" in client.get(page.url).content.decode()
    decide(editor, home, "veto", other)
    decide(editor, home, "pin", other)
    assert pinned(home) == ["Other"]
    assert not RelatedChoice.objects.vetoes().exists()


def test_the_trail_tells_who_decided_what(editor, home):
    other = make_live(title="Other")
    for do in ("pin", "pin", "veto", "veto", "lift", "lift", "up"):
        decide(editor, home, do, other)
    trail = AuditEntry.objects.filter(action=Action.RELATED, insight_id=home.pk).order_by("pk")
    assert [entry.details["done"] for entry in trail] == ["pinned", "ruled out", "no longer ruled out"]
    assert trail[0].details["other"] == "Other"
    assert trail[0].actor_name


def test_a_pinned_draft_waits_until_readers_see_it(editor, client, home):
    draft, page = InsightFactory(title="Draft"), publish(home)
    html = decide(editor, home, "pin", draft)
    assert "Draft Pinned by" in part(html, "next")
    assert "readers do not see it yet" in part(html, "next")
    assert ">Draft</a>" not in client.get(page.url).content.decode()
    publish(draft)
    assert ">Draft</a>" in client.get(page.url).content.decode()


def test_a_page_with_insights_of_its_own_choice_says_so(editor, home):
    other = make_live(title="Other")
    add_section(home, "insight_grid", {"filter": "manual", "insights": [str(other.home_id)]})
    publish(home)
    decide(editor, home, "pin", other)
    html = editor.get(address(home)).content.decode()
    assert "Readers do not see these now" in html
    assert "Shown elsewhere on this page" in part(html, "next")


def test_any_insight_is_found_by_its_title_but_for_itself_and_its_twins(editor, home):
    duplicate(home)
    InsightFactory(title="Another page")
    html = editor.get(address(home), {"q": "page"}).content.decode()
    assert "Another page" in part(html, "pin")
    assert "Copy of Page" not in part(html, "pin")
    assert "No insight has these words" in editor.get(address(home), {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("words", ["\0", "%", "_", "\\", "x" * 5000, "\ud800", "<script>", "'"])
def test_whatever_is_searched_for(editor, home, words):
    response = editor.get(address(home), {"q": words.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert "<script>" not in part(response.content.decode(), "pin")


@pytest.mark.parametrize("do", ["pin", "up", "down", "unpin", "veto", "lift", "explode", ""])
@pytest.mark.parametrize("target", ["", "x", "\0", "00000000-0000-0000-0000-000000000000", "9" * 5000])
def test_a_made_up_target_changes_nothing(editor, home, do, target):
    html = decide(editor, home, do, target)
    assert "not there any more" in html
    assert not RelatedChoice.objects.exists()


def test_a_version_is_no_target(editor, home):
    assert "not there any more" in decide(editor, home, "pin", make_live().pk)


def test_neither_itself_nor_a_twin_nor_one_too_many_is_pinned(editor, home, monkeypatch):
    monkeypatch.setattr("insights.workflow.related.MOST", 1)
    for target in (home, duplicate(home)):
        assert "never stands under its own page" in decide(editor, home, "pin", target.pk)
    decide(editor, home, "pin", InsightFactory().pk)
    assert "Unpin one first" in decide(editor, home, "pin", InsightFactory().pk)
    assert len(pinned(home)) == 1


def test_an_author_sees_and_decides_nothing(client, home):
    other = make_live(title="Other")
    client.force_login(author := member("Author"))
    type(home).objects.filter(pk=home.pk).update(owner=author)
    html = client.get(address(home)).content.decode()
    assert "Other" in part(html, "shown")
    assert "Never here" not in html
    response = client.post(
        address(home, "insights_insight_related_change"), {"do": "pin", "target": str(other.home_id)}
    )
    assert response.status_code == 403


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_is_as_many_queries_however_many_there_are(editor, home, count, statements):
    for number in range(count):
        make_live(title=f"Other {number}")
    publish(home)
    prepare(home.pk)
    editor.get(address(home))
    with statements() as made:
        editor.get(address(home), {"q": "other"})
    assert len(made) <= 13, len(made)
