"""Samples of kinds: small pages for the picker, over the registry."""

import pytest
from django.urls import reverse

from insights.sections.registry import kinds
from insights.tests.factories import make_live

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("name", list(kinds()))]


def sample(client, name):
    return client.get(reverse("kind_sample", args=[name]))


def test_every_kind_shows_its_sample_on_an_empty_site_and_nothing_round_it(editor, name):
    html = sample(editor, name).content.decode()
    assert f'<section id="sample" data-kind="{name}"' in html
    assert html.count("<section") == 1
    assert "<footer" not in html
    assert 'class="top"' not in html


def test_a_sample_shows_no_blank_in_place_of_a_picture(editor, name):
    make_live()
    html = sample(editor, name).content.decode()
    assert 'src=""' not in html
    assert "image/sample" not in html


def test_the_reader_s_browser_may_keep_a_sample_for_an_hour(editor, name):
    response = sample(editor, name)
    assert {part.strip() for part in response["Cache-Control"].split(",")} == {"private", "max-age=3600"}
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "Set-Cookie" not in response
