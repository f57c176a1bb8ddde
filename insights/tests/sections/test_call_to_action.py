"""The demo band."""

import re
from unittest.mock import ANY

import pytest

from insights.content.models import SiteProfile
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_empty_fields_say_what_the_site_says():
    profile = SiteProfile.current()
    html = printed("call_to_action", {"heading": "Talk to us"})
    assert "Talk to us" in html
    assert profile.demo_band["button_text"] in html


def test_its_links_to_the_demo_say_where_they_stand():
    for html in (printed("call_to_action", {}), printed("call_to_action", {"button_url": "/demo/"})):
        assert re.findall(r'href="/demo/([^"]*)"', html) == [ANY, ANY]
        assert len(re.findall(r'href="/demo/\?insight=[0-9a-f]{32}&amp;section=uid00000"', html)) == 2


def test_the_button_may_lead_elsewhere():
    assert 'href="/about/"' in printed("call_to_action", {"button_url": "/about/"})


def test_the_words_are_the_site_s_once_they_change():
    SiteProfile.objects.update(demo_band={"heading": "New words"})
    assert "New words" in printed("call_to_action", {})
