"""The demo band."""

import pytest

from insights.content.models import SiteProfile
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_empty_fields_say_what_the_site_says():
    profile = SiteProfile.current()
    html = printed("call_to_action", {"heading": "Talk to us"})
    assert "Talk to us" in html
    assert profile.demo_band["button_text"] in html
    assert 'href="/demo/"' in html


def test_the_button_may_lead_elsewhere():
    assert 'href="/about/"' in printed("call_to_action", {"button_url": "/about/"})


def test_the_words_are_the_site_s_once_they_change():
    SiteProfile.objects.update(demo_band={"heading": "New words"})
    assert "New words" in printed("call_to_action", {})
