"""What is sent compressed, and what never is."""

import gzip

import pytest

from insights.tests.factories import make_live

pytestmark = pytest.mark.django_db
ACCEPTS = {"accept-encoding": "br, gzip"}


@pytest.mark.parametrize("path", ["/", "/insights/story/", "/feeds/atom.xml", "/sitemap.xml"])
def test_what_readers_read_is_compressed_for_those_who_can_read_that(client, path):
    make_live(title="Story", slug="story")
    plain, packed = client.get(path), client.get(path, headers=ACCEPTS)
    assert not plain.has_header("Content-Encoding")
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert len(gzip.decompress(packed.content)) == len(plain.content)


def test_who_has_the_compressed_feed_need_not_fetch_it_again(client):
    make_live(title="Story", slug="story")
    tag = client.get("/feeds/atom.xml", headers=ACCEPTS)["ETag"]
    assert client.get("/feeds/atom.xml", headers=ACCEPTS | {"if-none-match": tag}).status_code == 304


def test_pages_that_hold_tokens_never_are(client, admin_client):
    for answer in (client.get("/admin/login/", headers=ACCEPTS), admin_client.get("/admin/", headers=ACCEPTS)):
        assert "Content-Encoding" not in answer
