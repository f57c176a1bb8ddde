"""Ways to pass an article on."""

import pytest
from django.test import override_settings

from insights.public.sharing import ways
from insights.tests.factories import make_live


def test_words_and_addresses_are_quoted_for_where_they_go():
    mail, linkedin, x, facebook = (way.url for way in ways('A & B?"c"', "https://s.example/insights/a/"))
    assert mail == ("mailto:?subject=A%20%26%20B%3F%22c%22&body=https%3A%2F%2Fs.example%2Finsights%2Fa%2F")
    place = "https%3A%2F%2Fs.example%2Finsights%2Fa%2F"
    assert linkedin == f"https://www.linkedin.com/sharing/share-offsite/?url={place}"
    assert x.startswith(f"https://x.com/intent/post?url={place}&text=A%20%26%20B%3F")
    assert facebook == f"https://www.facebook.com/sharer/sharer.php?u={place}"


@pytest.mark.django_db
@override_settings(SITE_URL="https://site.example", ALLOWED_HOSTS=["*"])
def test_an_article_is_shared_by_its_address_in_the_settings(client):
    live = make_live(title="Trust")
    html = client.get(live.url, headers={"host": "evil.example"}).content.decode()
    for label in ("Copy link", "Share by e-mail", "Share on LinkedIn", "Share on X (Twitter)", "Share on Facebook"):
        assert f'aria-label="{label}"' in html
    assert f"u=https%3A%2F%2Fsite.example%2Finsights%2F{live.slug}%2F" in html
    assert "evil" not in html
