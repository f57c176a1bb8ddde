"""Ids, slugs and dates that come out the same at every import."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from insights.documents.dates import moment, written
from insights.documents.naming import choose_slug, document_id, from_file_name, is_slug, section_uid

KEY = UUID("11111111-1111-4111-8111-111111111111")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "slug", "date"),
    [
        ("trust.md", "trust", None),
        ("2021-02-26.trust.md", "trust", utc(2021, 2, 26)),
        ("2021-02-26-1430.trust.md", "trust", utc(2021, 2, 26, 14, 30)),
        ("essays/2021-02-26.Über Trust.md", "uber-trust", utc(2021, 2, 26)),
        ("2021-02-26.md", "2021-02-26", None),
        ("信頼.md", "", None),
    ],
)
def test_a_file_name_has_a_slug_and_perhaps_a_date(name, slug, date):
    assert from_file_name(name)[:2] == (slug, date)


def test_an_impossible_date_in_a_file_name_is_noted():
    found = from_file_name("2021-02-30.trust.md")
    assert (found.slug, found.date) == ("trust", None)
    assert "2021-02-30" in found.notes[0].message


@pytest.mark.parametrize("slug", ["", "-", "admin", "Feed", "../../admin", "a b", "über", "a" * 201])
def test_what_is_no_address(slug):
    assert not is_slug(slug)


@pytest.mark.parametrize(
    ("wanted", "name", "title", "slug"),
    [
        ("asked-for", "file.md", "Title", "asked-for"),
        ("", "file.md", "Title", "file"),
        ("", "admin.md", "A Title", "a-title"),
        ("", "信頼.md", "信頼", "insight-11111111"),
        ("", "feed.md", "Feed", "insight-11111111"),
        ("", "x" * 300 + ".md", "Title", "x" * 180),
    ],
)
def test_a_slug_is_always_found(wanted, name, title, slug):
    assert choose_slug(wanted, name, title, KEY) == slug


def test_ids_hang_on_the_place_alone():
    assert document_id("notes/a.txt") == document_id("notes/a.txt") != document_id("a.txt")
    assert section_uid(KEY, "body") == section_uid(KEY, "body") != section_uid(KEY, "page_builder[0]")


def test_a_made_up_section_id_is_never_one_that_is_taken():
    first = section_uid(KEY, "body")
    assert section_uid(KEY, "body", {first}) not in ("", first)


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("2021-02-26", utc(2021, 2, 26)),
        ("2021-02-26 14:30", utc(2021, 2, 26, 14, 30)),
        ("2021-02-26-1430", utc(2021, 2, 26, 14, 30)),
        ("2021-02-26T14:30:05Z", utc(2021, 2, 26, 14, 30, 5)),
        ("2021-02-26 14:30:00 +02:00", utc(2021, 2, 26, 12, 30)),
        (1748606074, utc(2025, 5, 30, 11, 54, 34)),
    ],
)
def test_dates_of_front_matter_are_moments_in_utc(value, when):
    assert moment(value) == when


@pytest.mark.parametrize(
    "value",
    [
        "2021-02-30",
        "tomorrow",
        "",
        "20210226",
        20210226,
        10**17,
        True,
        None,
        [],
        "0001-01-01 00:00 +14:00",
        "9999-12-31",
        "2021-02-26 25:00",
        "２０２１-02-26",
        "2021-W01-1",
    ],
)
def test_other_values_are_no_dates(value):
    with pytest.raises(ValueError, match=r"."):
        moment(value)


@pytest.mark.parametrize(
    "text",
    ["February 26, 2021", "26 February 2021", "2021-02-26", "Feb 26, 2021", "Feb. 26 2021", "26th feb 2021"],
)
def test_dates_in_english(text):
    assert written(text) == utc(2021, 2, 26)


@pytest.mark.parametrize("text", ["February 30, 2021", "Smarch 1, 2021", "26/02/2021", "February", ""])
def test_other_words_are_no_dates(text):
    with pytest.raises(ValueError, match=r"."):
        written(text)


def test_september_has_three_spellings():
    assert written("Sep 1, 2021") == written("Sept. 1, 2021") == written("1 September 2021")
