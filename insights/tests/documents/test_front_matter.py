"""Front matter becomes fields; what has no field is kept and named."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from insights.documents.model import DocumentError
from insights.documents.parse import parse_bytes

ID = "5b9fd2c4-2a0c-4d2f-9d0c-3a1d3a9a7f10"


def notes(document) -> dict[str, str]:
    return {note.path: note.message for note in document.notes}


def test_an_entry_fills_every_field(entry):
    document = entry(
        f"id: {ID}\nblueprint: our_insight\ntitle: Trust\nauthor: By Ines\ndate: 2021-02-26\nslug: faith\n"
        f"updated_at: 1748606074\nupdated_by: someone\nsummary: Short.\ncategories: [leadership]\ntags: a\n"
        f"duplicated_from: {ID}"
    )
    assert (document.id, document.duplicated_from) == (UUID(ID), UUID(ID))
    assert (document.title, document.slug, document.byline) == ("Trust", "faith", "By Ines")
    assert document.published_at == datetime(2021, 2, 26, tzinfo=UTC)
    assert document.updated_at == datetime(2025, 5, 30, 11, 54, 34, tzinfo=UTC)
    assert (document.updated_by, document.summary) == ("someone", "Short.")
    assert (document.categories, document.tags) == (("leadership",), ("a",))
    assert (document.format, document.extra, document.notes) == ("statamic", {"blueprint": "our_insight"}, ())


@pytest.mark.parametrize("typed", ["2026", "no", "true", "12:30:45", "0777", "1_000", "1.50", "1e400", "2021-02-30"])
def test_typed_text_is_kept_where_text_is_wanted(entry, typed):
    document = entry(f"title: {typed}\nauthor: {typed}\ncategories: {typed}\ntags: [{typed}]")
    assert (document.title, document.byline) == (typed, typed)
    assert document.categories == document.tags == (typed,)


@pytest.mark.parametrize("front", ["author: x", "title:", "title: ''", "title: [a]", "title: {a: b}", "title: ' '"])
def test_a_title_is_required(entry, front):
    with pytest.raises(DocumentError, match=r"^title: a document needs a title"):
        entry(front)


def test_a_title_has_a_limit_and_one_line(entry):
    assert entry("title: " + "x" * 200).title == "x" * 200
    assert entry("title: |\n  one\n  two").title == "one two"
    with pytest.raises(DocumentError, match=r"^title: longer than 200 characters"):
        entry("title: " + "x" * 201)


def test_unknown_keys_and_forbidden_ones_are_kept_and_named(entry):
    front = "is_superuser: true\nstatus: published\npassword: x\nis_live: true\nnumber: 3\nseo: {a: [1]}"
    document = entry(f"title: T\n{front}")
    unknown = {"is_superuser", "status", "password", "is_live", "number", "seo"}
    assert set(document.extra) == unknown == set(notes(document))
    assert document.extra["seo"] == {"a": [1]}


def test_thousands_of_unknown_keys_are_a_score_of_notes(entry):
    document = entry("title: T\n" + "\n".join(f"k{n}: {n}" for n in range(3000)))
    assert len(document.extra) == 3000
    assert [note.path for note in document.notes] == [*(f"k{n}" for n in range(20)), ""]
    assert document.notes[-1].message.startswith("2980 more")


@pytest.mark.parametrize(
    ("front", "key", "value"),
    [
        ("id: 12", "id", 12),
        ("duplicated_from: me", "duplicated_from", "me"),
        ("date: 2021-02-30", "date", "2021-02-30"),
        ("author: [a]", "author", ["a"]),
        ("slug: ../../admin", "slug", "../../admin"),
        ("slug: admin", "slug", "admin"),
        ("summary: " + "x" * 601, "summary", "x" * 601),
    ],
)
def test_a_field_that_cannot_be_used_stays_with_a_note(entry, front, key, value):
    document = entry(f"title: T\n{front}")
    assert document.extra == {key: value}
    assert "ignored" in notes(document)[key]


def test_without_an_id_the_place_of_the_file_gives_one(entry):
    one, again, other = entry("title: T"), entry("title: Other"), entry("title: T", name="x/trust.md")
    assert one.id == again.id != other.id


@pytest.mark.parametrize(
    ("written", "published", "noted"),
    [
        ("true", True, False),
        ("false", False, False),
        ("False", False, False),
        ("no", False, False),
        ("'Off'", False, False),
        ("0", False, False),
        ("'false'", False, False),
        ("1", True, False),
        ("' yes '", True, False),
        ("on", True, False),
        ("perhaps", False, True),
        ("", False, True),
        ("[true]", False, True),
    ],
)
def test_an_unclear_published_is_a_draft(entry, written, published, noted):
    document = entry(f"title: T\npublished: {written}")
    assert document.published is published
    assert ("published" in notes(document)) is noted


def test_a_missing_published_is_published(entry):
    assert entry("title: T").published


@pytest.mark.parametrize(
    ("front", "name", "day"),
    [
        ("date: 2021-02-26", "2020-01-01.a.md", 26),
        ("updated_at: 2021-02-25", "2021-02-24.a.md", 24),
        ("date: 2021-02-30", "2021-02-24.a.md", 24),
        ("updated_at: 2021-02-25", "a.md", 25),
    ],
)
def test_the_date_is_the_key_or_the_file_name_or_the_last_change(entry, front, name, day):
    assert entry(f"title: T\n{front}", name=name).published_at.day == day


def test_names_come_once_whatever_their_capitals(entry):
    assert entry("title: T\ncategories: [Leadership, leadership, ' ', 2026]").categories == (
        "Leadership",
        "2026",
    )


def test_names_that_are_no_names_are_passed_over_with_their_path(entry):
    document = entry(f"title: T\ntags: [a, [b], {'x' * 101}]\ncategories: {{a: b}}")
    assert (document.tags, document.categories) == (("a",), ())
    assert set(notes(document)) == {"tags[1]", "tags[2]", "categories"}


def test_at_most_twenty_names_are_taken(entry):
    document = entry("title: T\ntags: [" + ",".join(f"t{n}" for n in range(25)) + "]")
    assert len(document.tags) == 20
    assert "first 20" in notes(document)["tags"]


def test_a_summary_has_three_names_and_the_first_counts(entry):
    assert entry("title: T\nexcerpt: b").summary == "b"
    document = entry("title: T\ndescription: c\nsummary: a")
    assert (document.summary, document.extra) == ("a", {"description": "c"})


@pytest.mark.parametrize(("front", "kind"), [("title: T", "markdown"), ("title: T\nblueprint: x", "statamic")])
def test_a_blueprint_or_a_page_builder_makes_it_statamic(entry, front, kind):
    assert entry(front).format == kind


@pytest.mark.parametrize("end", ["", "\n--", "\n----", "\n ---", "\n...\n"])
def test_a_missing_closing_fence_is_named_with_its_line(entry, end):
    with pytest.raises(DocumentError, match=r"^line 1: .*no closing ---"):
        parse_bytes(f"---\ntitle: T{end}".encode(), "a.md")


@pytest.mark.parametrize("front", ["- a", "text", "2026"])
def test_front_matter_is_a_map(entry, front):
    with pytest.raises(DocumentError, match=r"^line 2: the front matter must be a map"):
        entry(front)


def test_an_error_in_the_front_matter_has_the_line_of_the_file(entry):
    with pytest.raises(DocumentError, match=r"^line 3, column 9: "):
        entry("title: T\nauthor: *someone")


def test_line_ends_and_byte_order_mark_change_nothing(entry):
    plain = parse_bytes(b"---\ntitle: T\n---\nBody\n", "a.md")
    windows = parse_bytes(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nBody\r\n", "a.md")
    assert windows == plain


def test_the_digest_changes_with_the_content_only(entry):
    one = entry("title: T\ntags: a")
    assert one.digest == entry("tags: [a] # the same\n\ntitle: 'T'").digest
    assert one.digest != entry("title: T\ntags: b").digest
    assert one.digest != entry("title: T\ntags: a", "Body").digest
