"""The page builder in the admin, without script."""

import json

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from insights.builder.models import Clipboard
from insights.content.models import Insight
from insights.sections.registry import kinds
from insights.tests import factories
from insights.tests.factories import words

pytestmark = pytest.mark.django_db
POSTS = [f"section_{name}" for name in ("switch", "move", "delete", "duplicate", "restore", "copy", "cut")]


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="Trust", slug="trust")
    for uid in "abc":
        factories.add_section(insight, "quote", uid=uid)
    return insight


def url(name, *args):
    return reverse(f"admin:insights_{name}", args=args)


def test_the_list_shows_working_copies_with_their_status(editor, home):
    factories.publish(home)
    html = editor.get(url("insight_changelist")).content.decode()
    assert html.count("Trust") >= 1
    assert "Published" in html
    assert "1 insight" in html


@pytest.mark.parametrize("status", ["draft", "published", "changed", "unpublished", "x", ""])
def test_the_list_is_filtered_and_searched(editor, home, status):
    assert editor.get(url("insight_changelist"), {"status": status, "q": "Trust"}).status_code == 200
    assert editor.get(url("insight_changelist"), {"q": "\x00"}).status_code in {200, 302}


def test_the_change_page_lists_sections_in_order_with_their_controls(editor, home):
    html = editor.get(url("insight_change", home.pk)).content.decode()
    places = [html.index(f'data-uid="{uid}"') for uid in "abc"]
    assert places == sorted(places)
    for name in ("switch", "move", "delete", "duplicate"):
        assert f'formaction="../sections/a/{name}/"' in html


def test_a_new_insight_gets_its_address_from_its_title(editor):
    editor.post(url("insight_add"), {"title": "Über Trust", "slug": "", "tags": "a, b", "byline": "", "summary": ""})
    insight = Insight.objects.get()
    assert insight.slug == "uber-trust"
    assert set(insight.tags.names()) == {"a", "b"}


def details(editor, home, **changes):
    form = editor.get(url("insight_change", home.pk)).context["adminform"].form
    data = {
        name: form[name].value() or ""
        for name in form.fields
        if name not in {"tags", "published_at", "more_categories"}
    }
    moment = home.published_at
    return data | {"tags": "", "published_at": f"{moment:%Y-%m-%dT%H:%M:%S}"} | changes


def test_details_are_saved_and_signed(editor, home):
    category = factories.CategoryFactory()
    response = editor.post(
        url("insight_change", home.pk), details(editor, home, title="More trust", main_category=category.pk)
    )
    assert response.status_code == 302, response.context["adminform"].form.errors
    home.refresh_from_db()
    assert (home.title, home.category, home.revision) == ("More trust", category, 2)
    assert home.updated_by is not None


def test_the_second_of_two_editors_sees_both_texts_and_overwrites_nothing(editor, home):
    mine = details(editor, home, title="Mine")
    editor.post(url("insight_change", home.pk), details(editor, home, title="Theirs"))
    html = editor.post(url("insight_change", home.pk), mine).content.decode()
    assert "Theirs" in html
    assert 'value="Mine"' in html
    assert Insight.objects.get(pk=home.pk).title == "Theirs"


@pytest.mark.parametrize("field", [{"title": "a\x00b"}, {"title": "x" * 201}, {"slug": "topics"}, {"slug": "../x"}])
def test_bad_details_are_refused_at_their_field(editor, home, field):
    response = editor.post(url("insight_change", home.pk), details(editor, home, **field))
    assert next(iter(field)) in response.context["adminform"].form.errors
    assert Insight.objects.get(pk=home.pk).title == "Trust"


def test_a_section_s_form_saves_on_its_own(editor, home):
    page = url("section_edit", home.pk, "a")
    assert editor.get(page).status_code == 200
    response = editor.post(page, {"quote": "  New words ", "cite": "", "role": "", "revision": "1"})
    assert response.status_code == 302
    assert home.sections.get(uid="a").data["quote"] == "  New words "


HARD = [
    *words('2 < 3 & "q" &amp; <b> \\ </textarea>'),
    {
        "type": "paragraph",
        "attrs": {"textAlign": "right", "class": None},
        "content": [{"type": "text", "text": " a  b "}],
    },
    {"type": "set", "attrs": {"id": "x", "values": {"type": "cta", "text": 'a "b" & <c>'}}},
    {"type": "image", "attrs": {"src": "image/a.jpg", "alt": 'x "q" & <y>'}},
    {"type": "codeBlock", "attrs": {"language": None}, "content": [{"type": "text", "text": "a\n  b"}]},
]
UNTOUCHED = {
    "text": {"body": HARD},
    "article": {"body": HARD, "source": "<p>a\nb</p>\n\n<p>c</p>", "description": "a\n\nb ", "shown": "source"},
    "faq": {"questions": [{"id": "q1", "question": "Why?", "answer": HARD, "more": 1}, {"id": "q2", "question": ""}]},
    "social_links": {
        "links": [{"id": "s1", "url": "", "icon": "", "title": "kept"}, {"id": "s2", "icon": "fa-medium"}]
    },
    "quote": {"quote": "a\nb", "cite": "one\nline", "_original": {"role": ["x"]}},
}


@pytest.mark.parametrize("name", [*kinds(), *(f"hard {name}" for name in UNTOUCHED)])
def test_opening_a_form_and_saving_it_untouched_changes_nothing(editor, home, name):
    kind = name.split()[-1]
    section = factories.add_section(home, kind, UNTOUCHED[kind] if name.startswith("hard") else None)
    page = url("section_edit", home.pk, section.uid)
    assert editor.post(page, as_browser(editor.get(page), ".section-form")).status_code == 302
    stored = home.sections.get(uid=section.uid)
    assert json.dumps(stored.data) == json.dumps(section.data)
    assert stored.revision == section.revision


def test_saving_untouched_details_changes_nothing(editor, home):
    home.tags.add("two words", "c")
    home.file_under([factories.CategoryFactory(), factories.CategoryFactory()])
    Insight.objects.filter(pk=home.pk).update(summary="a\nb")
    before = Insight.objects.values().get(pk=home.pk)
    page = url("insight_change", home.pk)
    assert editor.post(page, as_browser(editor.get(page), "#insight_form")).status_code == 302
    assert Insight.objects.values().get(pk=home.pk) == before


def as_browser(response, form):
    """What a browser posts from a page's form as it was served."""
    (found,) = lxml.html.fromstring(response.content.decode()).cssselect(form)
    return {name: [*values] for name, values in grouped(found.form_values()).items()}


def grouped(pairs):
    values = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n"))
    return values


def test_errors_stand_at_their_field_and_the_typed_text_stays(editor, home):
    section = factories.add_section(home, "social_links")
    data = {
        "links-rows": "1",
        "links-0-id": "s1",
        "links-0-url": "javascript:alert(1)",
        "links-0-icon": "x",
        "revision": "1",
    }
    response = editor.post(url("section_edit", home.pk, section.uid), data)
    assert "links" in response.context["form"].errors
    assert home.sections.get(uid=section.uid).data == section.data


def test_the_second_editor_of_a_section_gets_both_texts(editor, home):
    page = url("section_edit", home.pk, "a")
    editor.post(page, {"quote": "Theirs", "revision": "1"})
    response = editor.post(page, {"quote": "Mine", "revision": "1"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Theirs" in html
    assert "Mine" in html
    assert home.sections.get(uid="a").data["quote"] == "Theirs"


def test_buttons_move_switch_add_and_delete(editor, home):
    editor.post(url("section_move", home.pk, "a"), {"by": "1"})
    editor.post(url("section_switch", home.pk, "b"), {"on": "0"})
    editor.post(url("section_delete", home.pk, "c"))
    editor.post(url("section_add", home.pk), {"kind": "text"})
    found = list(home.sections.values_list("uid", "enabled", "kind"))
    assert found[:2] == [("b", False, "quote"), ("a", True, "quote")]
    assert found[2][2] == "text"


@pytest.mark.parametrize("kind", ["", "nobody", "../../etc/passwd"])
def test_an_unknown_kind_cannot_be_added(editor, home, kind):
    assert editor.post(url("section_add", home.pk), {"kind": kind}).status_code == 404


@pytest.mark.parametrize("to", ["", "-1", "x", "1e9", "9" * 50])
def test_a_made_up_place_is_refused(editor, home, to):
    assert editor.post(url("section_move", home.pk, "a"), {"to": to}).status_code == 404


def test_publish_and_unpublish_are_forms(editor, home):
    editor.post(url("insight_publish", home.pk), {"revision": home.revision, "when": "now", "accepted": "on"})
    assert Insight.objects.live().get().home_id == home.pk
    editor.post(url("insight_unpublish", home.pk))
    assert not Insight.objects.live().exists()


@pytest.mark.parametrize("more", [[], ["publish_insight"], ["delete_insight"]])
def test_those_who_may_only_read_see_everything_and_no_control(client, home, more):
    user = factories.colleague("view_insight", *more)
    client.force_login(user)
    html = client.get(url("insight_change", home.pk)).content.decode()
    assert 'data-uid="a"' in html
    assert "sections/a/move/" not in html
    page = client.get(url("section_edit", home.pk, "a"))
    assert page.status_code == 200
    assert client.post(url("section_edit", home.pk, "a"), {"quote": "x", "revision": "1"}).status_code == 403


def test_a_taken_address_is_refused_at_its_field(editor, home):
    other = factories.InsightFactory()
    response = editor.post(url("insight_change", other.pk), details(editor, other, slug="trust"))
    assert "slug" in response.context["adminform"].form.errors


@pytest.mark.parametrize("tags", ["x" * 101, "a\x00b"])
def test_tags_that_could_not_be_stored_are_refused(editor, home, tags):
    response = editor.post(url("insight_change", home.pk), details(editor, home, tags=tags))
    assert "tags" in response.context["adminform"].form.errors


@pytest.mark.parametrize("author", ["\x00", "9" * 30, "x", "-1"])
def test_an_author_that_is_none_is_refused(editor, home, author):
    response = editor.post(url("insight_change", home.pk), details(editor, home, author=author))
    assert "author" in response.context["adminform"].form.errors


def test_a_search_for_what_no_row_can_hold_finds_nothing(editor):
    query = {"app_label": "insights", "model_name": "insight", "field_name": "author", "term": "\x00"}
    assert editor.get(reverse("admin:autocomplete"), query).status_code in {200, 403}


def test_text_typed_into_a_section_that_was_deleted_meanwhile_can_still_be_saved(editor, home):
    page, data = url("section_edit", home.pk, "a"), {"quote": "Typed", "revision": "1"}
    editor.post(url("section_delete", home.pk, "a"))
    response = editor.post(page, data)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Typed" in html
    editor.post(url("section_restore", home.pk, "a"))
    revision = lxml.html.fromstring(html).cssselect("[name=revision]")[0].value
    assert editor.post(page, data | {"revision": revision}).status_code == 302
    assert home.sections.get(uid="a").data["quote"] == "Typed"


@pytest.mark.parametrize("at_this_moment", [False, True])
def test_details_typed_for_an_insight_that_was_deleted_meanwhile_can_still_be_saved(
    editor, home, monkeypatch, at_this_moment
):
    topic = factories.CategoryFactory()
    typed = details(editor, home, title="Typed <b>", summary="A day's work", main_category=topic.pk, tags="oak, elm")
    if at_this_moment:
        monkeypatch.setattr("insights.builder.forms.lock", lambda pk: Insight.objects.working().get(pk=None))
    else:
        Insight.objects.filter(pk=home.pk).update(deleted_at=timezone.now())
    response = editor.post(url("insight_change", home.pk), typed)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody deleted this insight meanwhile. Your text is still here" in html
    for typed_words in ("Typed &lt;b&gt;", "A day&#x27;s work", "oak, elm"):
        assert typed_words in html
    assert f'action="{url("insight_add")}"' in html
    assert Insight.objects.working().filter(title="Typed <b>").count() == 0
    assert editor.post(url("insight_add"), typed | {"slug": "again"}).status_code == 302
    saved = Insight.objects.working().get(title="Typed <b>")
    assert (saved.summary, saved.category, set(saved.tags.names())) == ("A day's work", topic, {"oak", "elm"})


def test_a_form_without_a_revision_is_a_conflict_that_keeps_the_text(editor, home):
    response = editor.post(url("section_edit", home.pk, "a"), {"quote": "Typed"})
    assert response.status_code == 409
    assert "Typed" in response.content.decode()


def test_a_line_end_that_an_editor_took_out_is_gone(editor, home):
    factories.add_section(home, "quote", {"quote": "one \ntwo"}, uid="z")
    editor.post(url("section_edit", home.pk, "z"), {"quote": "one two", "revision": "1"})
    assert home.sections.get(uid="z").data["quote"] == "one two"


def test_what_a_kind_no_longer_takes_is_told_not_pasted(editor, home):
    editor.post(url("section_copy", home.pk, "a"))
    Clipboard.objects.update(sections=[{"kind": "quote", "enabled": True, "data": {"quote": "x" * 2000}}])
    response = editor.post(url("section_paste", home.pk), follow=True)
    assert response.status_code == 200
    assert home.sections.count() == 3


def test_sending_a_form_twice_is_no_conflict(editor, home):
    data = {"quote": "Once", "revision": "1"}
    for _ in range(2):
        assert editor.post(url("section_edit", home.pk, "a"), data).status_code == 302


def test_what_is_live_cannot_be_deleted(editor, home):
    factories.publish(home)
    response = editor.post(url("insight_delete", home.pk), {"post": "yes"})
    assert response.status_code == 409
    assert "Unpublish it first" in response.content.decode()
    assert Insight.objects.working().filter(pk=home.pk).exists()


def test_versions_are_not_in_the_admin(editor, home):
    version = factories.publish(home)
    assert editor.get(url("insight_change", version.pk)).status_code == 404
    assert editor.get(url("section_edit", version.pk, "a")).status_code == 404


def test_added_fields_are_ignored(editor, home):
    data = details(editor, home, is_live="1", number="9", working_copy=str(home.pk), digest="x")
    editor.post(url("insight_change", home.pk), data)
    home.refresh_from_db()
    assert (home.is_live, home.number, home.working_copy, home.digest) == (False, None, None, "")
