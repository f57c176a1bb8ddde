"""Converting a source to rich text: shown first, then done."""

import json

import pytest
from django.urls import reverse

from insights.sections.registry import kinds
from insights.tests import factories
from insights.tests.factories import words

pytestmark = pytest.mark.django_db
SOURCE = '<h2>Read</h2>\n<p style="color: red">Some <b>bold</b> words.</p><script>x()</script>'
AFTER = [
    {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Read"}]},
    {
        "type": "paragraph",
        "content": [
            {"type": "text", "text": "Some "},
            {"type": "text", "marks": [{"type": "bold"}], "text": "bold"},
            {"type": "text", "text": " words."},
        ],
    },
]
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def section():
    data = {"source": SOURCE, "shown": "source", "body": words("Older."), "more": 1}
    return factories.add_section(factories.InsightFactory(), "article", data, uid="a")


def url(section, name="convert"):
    return reverse(f"admin:insights_section_{name}", args=[section.insight_id, section.uid])


def stored(section):
    section.refresh_from_db()
    return section.data


def confirm(client, section, **values):
    return client.post(url(section), {"confirm": "1", "revision": "1"} | values.pop("post", {}), **values)


def test_the_source_becomes_the_text_that_is_shown(section):
    assert section.converted() == {"source": "", "shown": "rich", "body": AFTER, "more": 1}


@pytest.mark.parametrize("source", ["", "<script>x</script>"])
def test_a_source_without_text_cannot_be_converted(section, source):
    section.data["source"] = source
    assert section.prepare().converted() is None


def test_kinds_without_a_source_have_nothing_to_convert():
    assert all(kind(data=kind.sample()).converted() is None for kind in kinds().values())


def test_it_is_shown_before_it_is_done(editor, section):
    html = editor.get(url(section)).content.decode()
    assert "word for word (4 words)" in html
    assert "1 × &lt;script&gt;" in html
    assert "Older." in html
    assert html.count("<strong>bold</strong>") == 2
    assert stored(section)["source"] == SOURCE


def test_it_is_told_that_readers_will_get_another_text(editor, section):
    section.data["shown"] = "rich"
    section.save()
    html = editor.get(url(section)).content.decode()
    assert "Readers will get another text than now." in html
    assert "1 word goes: “Older.”" in html


def test_it_is_done_on_the_second_word(editor, section):
    response = confirm(editor, section)
    assert response.url == url(section, "edit")
    assert stored(section) == {"source": "", "shown": "rich", "body": AFTER, "more": 1}
    assert section.revision == 2


def test_a_script_gets_facts(editor, section):
    assert "word for word" in editor.get(url(section), **SCRIPT).json()["html"]
    news = confirm(editor, section, **SCRIPT).json()
    assert (news["uid"], news["revision"]) == ("a", 2)
    assert "a" in news["cards"]


@pytest.mark.parametrize("revision", ["", "0", "2", "x", "9" * 30])
def test_another_text_than_the_one_shown_is_not_converted(editor, section, revision):
    response = confirm(editor, section, post={"revision": revision})
    assert response.status_code == 409
    assert "Nothing was converted" in response.content.decode()
    assert 'name="revision" value="1"' in response.content.decode()
    assert stored(section)["source"] == SOURCE


def test_what_was_typed_is_saved_before_the_comparison(editor, section):
    data = {"source": "<p>Typed</p>", "shown": "source", "revision": "1", "body": "<p>Older.</p>"}
    response = editor.post(url(section), data, follow=True)
    assert stored(section)["source"] == "<p>Typed</p>"
    assert "<p>Typed</p>" in response.content.decode()
    assert response.redirect_chain[-1][0] == url(section)


def test_what_cannot_be_saved_comes_back_in_the_form(editor, section):
    data = {"source": "<b>" * 300, "shown": "source", "revision": "1"}
    response = editor.post(url(section), data)
    assert "source" in response.context["form"].errors
    assert "&lt;b&gt;&lt;b&gt;" in response.content.decode()


def test_a_form_that_is_too_old_gets_both_texts(editor, section):
    response = editor.post(url(section), {"source": "<p>Typed</p>", "revision": "0"})
    assert response.status_code == 409
    assert "Typed" in response.content.decode()


def test_an_emptied_source_is_told(editor, section):
    confirm(editor, section)
    assert editor.get(url(section)).url == url(section, "edit")
    again = confirm(editor, section, **SCRIPT)
    assert (again.status_code, again.json()["message"]) == (422, "There is nothing to convert: the source is empty.")


def test_a_deleted_section_is_told(editor, section):
    editor.post(url(section, "delete"))
    assert editor.get(url(section)).status_code == 404
    assert "deleted" in confirm(editor, section, **SCRIPT).json()["message"]


def test_those_who_may_only_read_are_refused(client, section):
    user = factories.colleague("view_insight")
    client.force_login(user)
    assert client.get(url(section)).status_code == 403
    assert confirm(client, section).status_code == 403
    assert stored(section)["source"] == SOURCE


def test_the_button_stands_at_the_source(editor, section):
    html = editor.get(url(section, "edit")).content.decode()
    assert 'formaction="../../convert/a/"' in html


def test_the_converted_text_is_printed_as_the_source_was(editor, section):
    before = json.dumps(section.documents())
    confirm(editor, section)
    assert json.dumps(type(section).objects.get(pk=section.pk).documents()) == before
