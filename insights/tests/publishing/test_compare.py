"""Two rows compared: details, and sections by their uid."""

from datetime import UTC, datetime

import pytest

from insights.content.models import Insight
from insights.publishing.compare import compare, load
from insights.publishing.compare_order import moved
from insights.publishing.compare_size import sizes
from insights.publishing.compare_values import MOST, Line, Names, Pictures, Rest, Row, field_changes
from insights.publishing.publish import publish
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.store import save_section
from insights.tests import factories
from insights.tests.factories import (
    CategoryFactory,
    ImageFactory,
    InsightFactory,
    add_section,
    heading,
    make_picture,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    insight = InsightFactory(title="First")
    for uid in "abcd":
        add_section(insight, "quote", {"quote": f"What {uid} said to us."}, uid=uid)
    publish(insight)
    return insight


def against(home):
    """The working copy compared with its first version."""
    version = home.versions.get(number=1)
    rows = load([version.pk, home.pk])
    return compare(rows[version.pk], rows[home.pk])


def put(home, uid, data):
    section = home.sections.get(uid=uid)
    section.data = data
    save_section(section)


def place(home, order):
    for position, uid in enumerate(order):
        home.sections.filter(uid=uid).update(position=position)


def text_of(fields):
    """Every line of the fields as it is printed, notes behind it."""
    lines = [part for field in fields for part in field.parts if isinstance(part, Line)]
    return [str(line.html) for line in lines] + [note for line in lines for note in line.notes]


def test_nothing_differs_after_publishing(home):
    found = against(home)
    assert (found.details, found.sections, found.same) == ([], [], 4)
    assert found.size.words() == ""


def test_details_that_differ_are_named_with_their_words(home):
    home.file_under([CategoryFactory(name="Time")])
    home.tags.add("trust")
    Insight.objects.filter(pk=home.pk).update(
        title="First steps", slug="steps", summary="Sum", byline="By Ines", author=factories.AuthorFactory(name="Ines"),
        published_at=datetime(2030, 1, 2, 3, 4, tzinfo=UTC), expires_at=datetime(2031, 1, 2, 3, 4, tzinfo=UTC),
    )  # fmt: skip
    found = against(home)
    assert [field.label for field in found.details] == [
        "Title", "Slug", "Byline", "Summary", "Author", "Categories", "Tags", "Published on", "End date",
    ]  # fmt: skip
    assert text_of(found.details)[0] == "First <ins>steps</ins>"
    assert "<ins>Time</ins>" in text_of(found.details)
    assert any("Jan 2, 2030, 03:04" in line for line in text_of(found.details))


def test_sections_that_came_and_went(home):
    add_section(home, "quote", {"quote": "New."}, uid="e")
    home.sections.filter(uid="b").delete()
    found = against(home)
    assert [(change.section.uid, change.status) for change in found.sections] == [("b", "removed"), ("e", "added")]
    assert text_of(found.sections[1].fields) == ["<ins>New.</ins>"]
    assert found.same == 3


@pytest.mark.parametrize(
    ("order", "really"),
    [("abcd", ""), ("bcda", "a"), ("dabc", "d"), ("abdc", "c"), ("dcba", "abc"), ("acbd", "b"), ("cdab", "ab")],
)
def test_only_what_really_moved_is_marked(home, order, really):
    place(home, order)
    found = against(home).sections
    assert len([change for change in found if change.is_moved]) == len(really)
    assert all(change.notes[0].startswith("Moved: was section") for change in found)


def test_coming_and_going_moves_nobody():
    assert moved(list("abcdef"), list("xbcyfz")) == set()
    assert moved([], list("abc")) == set()
    assert moved([str(n) for n in range(200)], [str(n) for n in reversed(range(200))]).__len__() == 199


def test_switches_times_and_kinds_are_told(home):
    home.sections.filter(uid="a").update(enabled=False)
    home.sections.filter(uid="b").update(visible_from=datetime(2030, 1, 2, 3, 4, tzinfo=UTC))
    home.sections.filter(uid="c").update(kind="text", data={"body": words("What c said.")})
    notes = {change.section.uid: change.notes for change in against(home).sections}
    assert notes["a"] == ["Hidden from readers now."]
    assert notes["b"] == ["Shown to readers: from Jan 2, 2030, 03:04; before: always."]
    assert notes["c"] == ["Quote is now Text."]


def test_a_paragraph_among_others_is_found_and_its_words_are_marked(home):
    add_section(home, "text", {"body": [*words("One."), *words("Meet on Monday at noon."), *words("Two.")]}, uid="t")
    first = publish(home)
    body = [*words("One."), *words("Meet on Friday at noon."), heading("New"), *words("Two.")]
    put(home, "t", {"body": body})
    rows = load([first.pk, home.pk])
    changed = compare(rows[first.pk], rows[home.pk]).sections[0].fields[0]
    assert [getattr(part, "label", part.template[-9:]) for part in changed.parts] == [
        "same.html", "Paragraph", "Heading 3", "same.html",
    ]  # fmt: skip
    assert text_of([changed]) == ["Meet on <del>Monday</del><ins>Friday</ins> at noon.", "<ins>New</ins>"]


def changed_text(home, before, after):
    """What is told of one rich text in place of another."""
    section = add_section(home, "text", {"body": before}, uid="t")
    first = publish(home)
    section.data = {"body": after}
    Section.objects.filter(pk=section.pk).update(data=section.data)
    rows = load([first.pk, home.pk])
    return text_of(compare(rows[first.pk], rows[home.pk]).sections[0].fields)


def marked_words(text, *marks):
    return [{"type": "paragraph", "content": [{"type": "text", "text": text, "marks": list(marks)}]}]


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (words("Same."), marked_words("Same.", {"type": "bold"}), "Bold now: “Same.”."),
        (marked_words("Same.", {"type": "italic"}), words("Same."), "Not italic any more: “Same.”."),
        (words("Same."), [heading("Same.")], "Paragraph is now Heading 3."),
        ([heading("Same.", 2)], [heading("Same.")], "Heading 2 is now Heading 3."),
        (
            marked_words("here", {"type": "link", "attrs": {"href": "/a/"}}),
            marked_words("here", {"type": "link", "attrs": {"href": "/b/"}}),
            "The link “here” leads to /b/, before to /a/.",
        ),
        (
            words("Same."),
            [{"type": "bulletList", "content": [{"type": "listItem", "content": words("Same.")}]}],
            "Paragraph is now List item.",
        ),
        (
            words("Same."),
            [words("Same.")[0] | {"attrs": {"textAlign": "center"}}],
            "Set another way: alignment, nesting or the like.",
        ),
        (words("Two words"), words("Two  words"), "Only spaces changed."),
    ],
)
def test_what_changed_beside_the_words_is_noted(home, before, after, note):
    assert note in changed_text(home, before, after)


def test_rows_are_matched_by_their_ids(home):
    rows = [{"id": f"r{n}", "question": f"Why {n}?", "answer": words(f"Because {n}.")} for n in range(3)]
    section = add_section(home, "faq", {"questions": rows}, uid="f")
    first = publish(home)
    new = {"id": "new", "question": "How?", "answer": words("So.")}
    section.data = {"questions": [rows[0] | {"question": "Why not 0?"}, new, rows[2]]}
    save_section(section)
    found = load([first.pk, home.pk])
    parts = compare(found[first.pk], found[home.pk]).sections[0].fields[0].parts
    assert [(part.label, part.status) for part in parts if isinstance(part, Row)] == [
        ("Questions, number 1", "changed"), ("Questions, number 2", "added"), ("Questions, number 2", "removed"),
    ]  # fmt: skip
    assert text_of(parts[0].fields) == ["Why <ins>not</ins> 0?"]


def test_pictures_stand_side_by_side(home):
    old, new = make_picture(), ImageFactory()
    section = add_section(home, "image", {"image": old.path, "alt": "Stone"}, uid="p")
    first = publish(home)
    section.data = {"image": new.path, "alt": "Stone", "wide": True}
    save_section(section)
    rows = load([first.pk, home.pk])
    picture, wide = compare(rows[first.pk], rows[home.pk]).sections[0].fields
    assert isinstance(picture.parts[0], Pictures)
    assert (picture.parts[0].before.path, picture.parts[0].after.path) == (old.path, new.path)
    assert (bool(picture.parts[0].before.url), picture.parts[0].after.url) == (True, "")
    assert text_of([wide]) == ["<del>No</del> <ins>Yes</ins>"]


def test_choices_and_insights_are_called_by_their_names(home):
    chosen = InsightFactory(title="Chosen one")
    section = add_section(home, "insight_grid", {"layout": "row"}, uid="g")
    first = publish(home)
    section.data = {"layout": "soft", "filter": "manual", "insights": [str(chosen.pk)]}
    save_section(section)
    rows = load([first.pk, home.pk])
    fields = compare(rows[first.pk], rows[home.pk]).sections[0].fields
    assert text_of(fields) == [
        "<del>The latest</del> <ins>Chosen by hand</ins>", "<ins>Chosen one</ins>", "<del>Row</del> <ins>Soft</ins>",
    ]  # fmt: skip


def test_a_default_that_is_written_out_is_no_change(home):
    section = add_section(home, "insight_grid", {}, uid="g")
    first = publish(home)
    section.data = {"layout": "featured", "limit": 3}
    save_section(section)
    rows = load([first.pk, home.pk])
    assert compare(rows[first.pk], rows[home.pk]).sections == []


def test_unknown_kinds_and_keys_are_compared_as_they_are_stored(home):
    Section.objects.filter(insight=home, uid="a").update(kind="carousel", data={"speed": 1})
    Section.objects.filter(insight=home, uid="b").update(data={"quote": "What b said to us.", "colour": "<red>"})
    kinds = {change.section.uid: text_of(change.fields) for change in against(home).sections}
    assert any("speed" in line for line in kinds["a"])
    assert any("&lt;red&gt;" in line for line in kinds["b"])


@pytest.mark.parametrize("stored", ["text", {"a": 1}, [1, "x", None, {"type": "heading"}], [[[]]], 7, True])
def test_no_value_breaks_it(stored):
    fields = {name: field for kind in kinds().values() for name, field in kind.Form.base_fields.items()}
    data = dict.fromkeys(fields, stored)
    assert list(field_changes(fields, data, {}, Names()))
    assert list(field_changes(fields, {}, data, Names()))


def test_of_what_nobody_would_read_only_the_beginning_is_shown(home):
    section = add_section(home, "article", {"source": "\n\n".join(f"One {number}" for number in range(900))}, uid="s")
    first = publish(home)
    section.data = {"source": "\n\n".join(f"Another {number} two" for number in range(900))}
    save_section(section)
    rows = load([first.pk, home.pk])
    parts = compare(rows[first.pk], rows[home.pk]).sections[0].fields[0].parts
    assert len(parts) == MOST + 1
    assert isinstance(parts[-1], Rest)


def test_the_cheap_size_says_what_comparing_says(home):
    put(home, "a", {"quote": "Another."})
    add_section(home, "quote", uid="e")
    home.sections.filter(uid="b").delete()
    home.sections.filter(uid="c").update(enabled=False)
    place(home, "dcae")
    home.tags.add("trust")
    Insight.objects.filter(pk=home.pk).update(title="Second")
    home = Insight.objects.get(pk=home.pk)
    found = against(home).size
    assert sizes([home, home.versions.get(number=1)])[home.pk] == found
    assert found.words() == "1 section changed, 1 added, 1 removed, 2 moved, 1 switched on or off, title, tags"


@pytest.mark.parametrize("count", [2, 50])
def test_it_costs_the_same_whatever_the_number_of_sections(home, statements, count):
    image = ImageFactory()
    for number in range(count):
        add_section(home, "image", {"image": image.path}, uid=f"p{number}")
        add_section(home, "insight_grid", {"filter": "category", "category": f"t{number}"}, uid=f"g{number}")
        add_section(home, "insight_grid", {"filter": "manual", "insights": [str(home.pk)]}, uid=f"m{number}")
    with statements() as made:
        against(home)
    assert len(made) == 8  # the version, four for both rows, three for names of what they mention
    rows = [home, home.versions.get()]
    with statements() as made:
        sizes(rows)
    assert len(made) == 3
