"""The page builder in the admin, without script."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from insights.content.models import Insight
from insights.tests import factories

pytestmark = pytest.mark.django_db
POSTS = ["section_switch", "section_move", "section_delete"]


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
    for name in POSTS:
        assert url(name, home.pk, "a") in html


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
    return data | {"tags": "", "published_at_0": f"{moment:%Y-%m-%d}", "published_at_1": f"{moment:%H:%M:%S}"} | changes


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


def test_an_untouched_save_of_a_sample_changes_nothing(editor, home):
    from insights.sections.registry import kinds

    for name in kinds():
        section = factories.add_section(home, name)
        before = home.sections.get(uid=section.uid).data
        form = editor.get(url("section_edit", home.pk, section.uid)).context["form"]
        editor.post(url("section_edit", home.pk, section.uid), posted(form) | {"revision": "1"})
        assert home.sections.get(uid=section.uid).data == before, name


def posted(form):
    """What a browser would send back from a freshly opened form."""
    data = {}
    for bound in form:
        widget = bound.field.widget
        if hasattr(widget, "row"):
            context = widget.get_context(bound.name, bound.value(), {})["widget"]
            data[f"{bound.name}-rows"] = str(context["count"])
            for index, row in enumerate(context["rows"]):
                data |= {f"{bound.name}-{index}-id": row["id"], f"{bound.name}-{index}-order": str(index)}
                data |= {cell.html_name: cell.field.widget.format_value(cell.value()) or "" for cell in row["form"]}
        elif bound.value() not in (None, "", False):
            value = bound.field.prepare_value(bound.value())
            data[bound.name] = widget.format_value(value) if hasattr(widget, "format_value") else value
    return {
        key: "on" if value is None else value[0] if isinstance(value, list) else value for key, value in data.items()
    }


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


def test_publish_and_unpublish_are_buttons(editor, home):
    editor.post(url("insight_publish", home.pk))
    assert Insight.objects.live().get().home_id == home.pk
    editor.post(url("insight_unpublish", home.pk))
    assert not Insight.objects.live().exists()


def test_what_is_live_cannot_be_deleted(editor, home):
    factories.publish(home)
    assert editor.post(url("insight_delete", home.pk), {"post": "yes"}).status_code == 403


def test_versions_are_not_in_the_admin(editor, home):
    version = factories.publish(home)
    assert editor.get(url("insight_change", version.pk)).status_code == 302
    assert editor.get(url("section_edit", version.pk, "a")).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "nobody", "staff", "editor without publishing"])
def test_every_address_is_guarded(client, home, who):
    if who != "anonymous":
        user = factories.UserFactory(is_staff=who != "nobody")
        if who.startswith("editor"):
            user.user_permissions.add(Permission.objects.get(codename="change_insight"))
        client.force_login(user)
    names = [] if who.startswith("editor") else [(name, (home.pk, "a")) for name in [*POSTS, "section_edit"]]
    names += [(name, (home.pk,)) for name in ("insight_publish", "insight_unpublish")]
    names += [] if who.startswith("editor") else [("section_add", (home.pk,))]
    before = list(Insight.objects.values())
    for name, args in names:
        assert client.post(url(name, *args), {"by": "1", "on": "0", "kind": "text"}).status_code in {302, 403}
    assert list(Insight.objects.values()) == before


@pytest.mark.parametrize("name", POSTS)
def test_reading_changes_nothing(editor, home, name):
    assert editor.get(url(name, home.pk, "a")).status_code == 405


def test_added_fields_are_ignored(editor, home):
    data = details(editor, home, is_live="1", number="9", working_copy=str(home.pk), digest="x")
    editor.post(url("insight_change", home.pk), data)
    home.refresh_from_db()
    assert (home.is_live, home.number, home.working_copy, home.digest) == (False, None, None, "")
