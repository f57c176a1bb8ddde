"""All sections of all insights: found, filtered, and changed many at once."""

import lxml.html
import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from insights.builder import history, section_bulk
from insights.sections.base import Section
from insights.tests import factories
from insights.tests.factories import add_section, heading, words

pytestmark = pytest.mark.django_db
URL = reverse("admin:insights_section_changelist")
UNDO = reverse("admin:insights_section_batch_undo")


@pytest.fixture
def homes():
    """Two insights of three quotes each: a to c and d to f."""
    found = [factories.InsightFactory(title="Trust"), factories.InsightFactory(title="Größe")]
    for home, uids in zip(found, ("abc", "def"), strict=True):
        for uid in uids:
            add_section(home, "quote", {"quote": f"Said {uid}."}, uid=uid)
    return found


def rows(client, **query):
    """Uids of the sections that are listed."""
    page = lxml.html.fromstring(client.get(URL, query).content)
    return sorted(link.get("href").rstrip("/").split("/")[-1] for link in page.cssselect(".field-line a"))


def act(client, action, *uids):
    chosen = Section.objects.filter(uid__in=uids, insight__working_copy=None).values_list("pk", flat=True)
    return client.post(URL, {"action": action, "_selected_action": list(chosen)}, follow=True)


def on(uids="abcdef"):
    return {s.uid: s.enabled for s in Section.objects.filter(uid__in=list(uids), insight__working_copy=None)}


def test_every_section_of_every_working_copy_is_a_row(editor, homes):
    factories.publish(homes[0])
    html = editor.get(URL).content.decode()
    assert rows(editor) == list("abcdef")
    assert "Said a." in html
    assert f"{reverse('admin:insights_insight_change', args=[homes[0].pk])}#section-a" in html
    assert "Incomplete" not in html


def test_what_is_missing_and_what_is_hidden_stand_in_words(editor, homes):
    add_section(homes[0], "quote", {}, enabled=False)
    html = editor.get(URL).content.decode()
    assert "Incomplete" in html
    assert "Hidden" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("standing half hour", "Start with one standing half hour."),
        ("größe", "Über die Größe"),
        ("GRÖSSE", "GRÖSSE"),
        ('say "no"', 'Learn to say "no" twice'),
        ("back\\slash", "a back\\slash in it"),
        ("100%", "100% of it"),
        ("snake_case", "snake_case words"),
        ("日本", "日本語"),
    ],
)
def test_words_are_found_as_they_are_typed(editor, homes, text, said):
    add_section(homes[0], "call_to_action", {"heading": said}, uid="cta")
    add_section(homes[0], "call_to_action", {"heading": "1000 nobody snakeXcase backslash no"}, uid="other")
    assert rows(editor, q=text, **{"is": "call_to_action"}) == ["cta"]


def test_words_stored_before_letters_were_kept_are_found_too(editor, homes):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE insights_section SET data = %s WHERE uid = 'a'", [r'{"quote": "\u00dcber"}'])
    assert rows(editor, q="Über") == ["a"]


def test_rich_text_and_titles_are_searched_and_every_word_has_to_be_there(editor, homes):
    add_section(homes[0], "text", {"body": words("Nothing grows alone")}, uid="text")
    assert rows(editor, q="grows Trust") == ["text"]
    assert rows(editor, q="grows Größe") == []


def test_names_of_the_format_are_not_words_of_the_text(editor, homes):
    add_section(homes[0], "text", {"body": [heading("A"), *words("B")]}, uid="one")
    add_section(homes[0], "text", {"body": words("The heading of the paragraph")}, uid="two")
    assert rows(editor, q="heading") == ["two"]
    assert rows(editor, q="paragraph") == ["two"]


def test_a_derived_text_is_searched(editor, homes):
    add_section(homes[0], "article", {"source": "Some *marked*down"}, uid="source")
    assert rows(editor, q="Some marked") == ["source"]


@pytest.mark.parametrize("query", ["\x00", "%", "_", "'", '"', "\\", "x" * 5000, "\ufffd"])
def test_any_search_gets_an_answer(editor, homes, query):
    assert editor.get(URL, {"q": query}).status_code in {200, 302}


def test_filters_by_kind_state_and_page(editor, homes):
    add_section(homes[0], "text", uid="text", enabled=False)
    Section.objects.create(insight=homes[0], uid="odd", kind="hubspot_form", position=9)
    factories.publish(homes[1])
    assert rows(editor, **{"is": "text"}) == ["text"]
    assert rows(editor, **{"is": "-"}) == ["odd"]
    assert rows(editor, shown="0") == ["text"]
    assert rows(editor, page="published") == list("def")
    assert rows(editor, page="x", shown="x") == sorted([*"abcdef", "odd", "text"])


def test_hiding_many_is_one_operation_of_each_insight_s_own_history(editor, homes):
    html = act(editor, "switch_off", "a", "b", "d").content.decode()
    assert sorted(uid for uid, shown in on().items() if not shown) == ["a", "b", "d"]
    assert "3 sections in 2 insights hidden." in html
    assert [home.list_changes.count() for home in homes] == [1, 1]
    history.undo(homes[0].pk, homes[0].list_changes.get().made_by)
    assert on("abc") == dict.fromkeys("abc", True)
    assert not on("d")["d"]


def test_undo_takes_the_whole_batch_back_and_leaves_what_came_later(editor, homes):
    act(editor, "delete", "a", "e")
    later = add_section(homes[0], "text", uid="later")
    html = editor.post(UNDO, follow=True).content.decode()
    assert "Undone in 2 insights." in html
    assert [section.uid for section in homes[0].sections.all()] == ["a", "b", "c", later.uid]
    assert [section.uid for section in homes[1].sections.all()] == list("def")


def test_undo_leads_back_to_the_list_as_it_was_searched(editor, homes):
    assert editor.post(f"{UNDO}?q=Said&shown=1").url == f"{URL}?q=Said&shown=1"


def test_what_was_undone_already_is_told(editor, homes):
    act(editor, "switch_off", "a", "d")
    history.undo(homes[1].pk, homes[1].list_changes.get().made_by)
    html = editor.post(UNDO, follow=True).content.decode()
    assert "Undone in 1 insight." in html
    assert "Undone there already: Größe." in html
    assert all(on().values())


def test_switching_on_counts_only_what_was_off(editor, homes):
    act(editor, "switch_off", "a")
    assert "1 section in 1 insight shown." in act(editor, "switch_on", "a", "b", "d").content.decode()
    assert "like that already" in act(editor, "switch_on", "a", "b").content.decode()


def test_all_or_nothing(editor, homes, monkeypatch):
    def fail(pk, uids, **kwargs):
        if pk == max(home.pk for home in homes):
            raise Section.DoesNotExist
        return history_switch(pk, uids, **kwargs)

    history_switch = section_bulk.switch_sections
    monkeypatch.setattr(section_bulk, "switch_sections", fail)
    assert "nothing was changed" in act(editor, "switch_off", "a", "d").content.decode()
    assert all(on().values())


def test_too_many_at_once_are_refused(editor, homes, monkeypatch):
    monkeypatch.setattr(section_bulk, "MOST", 2)
    assert "At most 2 sections" in act(editor, "delete", "a", "b", "d").content.decode()
    assert len(on()) == 6


def test_versions_are_never_touched(editor, homes):
    version = factories.publish(homes[0])
    frozen = version.sections.first()
    editor.post(URL, {"action": "delete", "_selected_action": [frozen.pk]})
    editor.post(URL, {"action": "switch_off", "_selected_action": [frozen.pk]})
    frozen.refresh_from_db()
    assert frozen.enabled


@pytest.mark.parametrize("permission", ["view_section", "view_insight"])
def test_readers_see_the_list_and_change_nothing(client, homes, permission):
    user = factories.colleague(permission)
    client.force_login(user)
    assert rows(client) == list("abcdef")
    assert 'name="action"' not in client.get(URL).content.decode()
    act(client, "delete", "a")
    assert len(on()) == 6
    assert client.post(UNDO).status_code == 403


def test_nobody_else_gets_in(client, homes):
    assert client.get(URL).status_code == 302
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.get(URL).status_code == 403
    pk = homes[0].sections.first().pk
    assert client.get(reverse("admin:insights_section_change", args=[pk])).status_code == 403


def test_an_undo_is_posted_and_nobody_s_but_one_s_own(editor, homes, client):
    act(editor, "switch_off", "a")
    assert editor.get(UNDO).status_code == 405
    assert section_bulk.undo([homes[0].list_changes.get().pk], by=factories.admin_user()) == (0, [])
    assert not on("a")["a"]


def test_the_stock_forms_are_replaced_by_the_page_builder(editor, homes):
    pk = homes[0].sections.get(uid="b").pk
    response = editor.get(reverse("admin:insights_section_change", args=[pk]))
    assert response.url == f"{reverse('admin:insights_insight_change', args=[homes[0].pk])}#section-b"
    for name in ("add", "delete", "history"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:insights_section_{name}", args=[pk] if name != "add" else [])
    assert editor.get(f"{URL}add/").status_code == 404
    assert editor.get(f"{URL}{pk}/delete/").status_code == 404


@pytest.mark.parametrize("count", [1, 45])
def test_a_page_costs_the_same_whatever_the_number_of_sections(editor, homes, count, django_assert_max_num_queries):
    for number in range(count):
        add_section(factories.InsightFactory(), "quote", {"quote": f"Number {number}"})
    with django_assert_max_num_queries(6):
        editor.get(URL, {"q": "Number"})
