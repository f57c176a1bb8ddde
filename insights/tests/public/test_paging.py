"""Page numbers, gaps and neighbours."""

import pytest
from django.http import Http404

from insights.public.paging import PER_PAGE, listing

ITEMS = list(range(PER_PAGE * 20))


def pages(rf, number):
    return listing(rf.get("/insights/", {"page": number}), ITEMS)


def test_a_long_list_shows_its_ends_its_middle_and_gaps(rf):
    page = pages(rf, 10)
    assert [link.number for link in page.links] == [1, 0, 9, 10, 11, 0, 20]
    assert [link.gap for link in page.links].count(True) == 2
    assert [link.number for link in page.links if link.current] == [10]


def test_the_first_page_has_the_list_s_own_address(rf):
    page = pages(rf, 2)
    assert (page.previous_url, page.next_url) == ("/insights/", "/insights/?page=3")
    assert list(page.items) == ITEMS[PER_PAGE : 2 * PER_PAGE]


def test_the_last_page_is_the_last(rf):
    assert not pages(rf, 20).has_next
    with pytest.raises(Http404):
        pages(rf, 21)


def test_an_empty_list_has_one_page(rf):
    page = listing(rf.get("/insights/"), [])
    assert (page.last, list(page.items)) == (1, [])


def test_addresses_keep_what_was_asked_for(rf):
    page = listing(rf.get("/insights/", {"page": 2, "x": "y"}), ITEMS, asked={"tag": "a&b"})
    assert page.query == "?tag=a%26b&page=2"
    assert page.previous_url == "/insights/?tag=a%26b"
    assert [link.url for link in page.links][-1] == "/insights/?tag=a%26b&page=20"
