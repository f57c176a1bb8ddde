"""Images by their paths."""

import pytest
from django.db import IntegrityError

from insights.media.models import Image
from insights.tests.factories import ImageFactory, InsightFactory, add_section, make_live, make_picture, picture_file

pytestmark = pytest.mark.django_db


def test_unknown_paths_are_recorded_once(django_assert_max_num_queries):
    known = ImageFactory()
    with django_assert_max_num_queries(3):
        found = Image.objects.named({known.path, "image/new.jpg", "image/other.jpg"})
    assert found[known.path] == known
    assert found["image/new.jpg"].is_missing
    assert Image.objects.count() == 3


def test_an_image_that_a_section_mentions_cannot_be_deleted():
    add_section(InsightFactory(), "image", {"image": "image/a.jpg"})
    with pytest.raises(IntegrityError):
        Image.objects.get().delete()


def test_a_missing_file_shows_the_fallback_and_heals_when_it_is_stored(client):
    live = make_live(sections={"image": {"image": "image/a.jpg", "alt": "Two stones"}})
    html = client.get(live.url).content.decode()
    assert "fallback" in html
    assert "Two stones" in html
    image = Image.objects.get()
    image.replace(picture_file().file, "a.png")
    html = client.get(live.url).content.decode()
    assert image.url in html
    assert 'width="40" height="30"' in html


def test_a_stored_file_is_served_as_an_inert_image(client):
    image = make_picture()
    response = client.get(image.url)
    assert response["Content-Type"] == "image/png"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    response.close()


@pytest.mark.parametrize("name", ["../db.sqlite3", "%2e%2e/secret_key", "..%2Fsecret_key", "", "nothing.png"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/media/images/{name}").status_code == 404
