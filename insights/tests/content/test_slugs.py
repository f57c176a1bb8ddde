"""Addresses made from titles."""

import pytest

from insights.content.slugs import LONGEST, RESERVED, free_slug, slug_from


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Über uns", "uber-uns"), ("../../admin", "admin-insight"), ("Feed", "feed-insight"), ("  A  b ", "a-b")],
)
def test_titles_become_plain_addresses(title, slug):
    assert slug_from(title) == slug


@pytest.mark.parametrize("title", ["", "-", "🎉", "信任", "\ud800"])
def test_titles_without_latin_letters_get_an_address_too(title):
    assert slug_from(title).startswith("insight-")


def test_addresses_are_never_reserved_or_too_long():
    assert all(slug_from(word) not in RESERVED for word in RESERVED)
    assert len(slug_from("x" * 999)) == LONGEST


def test_a_taken_address_gets_a_number():
    assert free_slug("Trust", {"trust", "trust-2"}) == "trust-3"
    assert len(free_slug("x" * 300, {"x" * LONGEST})) == LONGEST
