"""Where a visitor came from: what the link says, as far as it is true."""

import re
import uuid

import pytest
from django.http import QueryDict

from insights.content.demo_links import demo_url
from insights.content.models import SiteProfile
from insights.demos.source import Source, source
from insights.publishing import trash
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import InsightFactory, add_section, make_live

pytestmark = pytest.mark.django_db


def asked(text):
    return source(QueryDict(text))


def link(version, section=""):
    return demo_url(version, section).partition("?")[2]


def test_a_link_names_the_insight_the_version_the_section_and_its_words():
    home = InsightFactory()
    add_section(home, "call_to_action", {"heading": "Talk to us", "button_text": "Book"}, uid="band")
    first = publish(home)
    publish(home)
    assert asked(link(first, "band")) == Source(home, 1, "band", "Talk to us · Book")


def test_words_that_a_section_leaves_to_the_site_are_the_site_s():
    SiteProfile.objects.update(demo_band={"heading": "Ours", "button_text": "Go"})
    version = make_live(sections={"call_to_action": {"heading": "Mine"}})
    assert asked(link(version, "uid00000")).cta_text == "Mine · Go"
    assert asked(link(version, "call_to_action--closing")).cta_text == "Ours · Go"


def test_every_article_s_own_band_is_found_again(client):
    version = make_live()
    html = client.get(version.url).content.decode()
    head, *_menu, found = [asked(query.replace("&amp;", "&")) for query in re.findall(r'href="/demo/\?([^"]+)"', html)]
    assert (head.insight, head.section_uid) == (version.working_copy, "")
    assert (found.insight, found.version) == (version.working_copy, 1)
    assert found.section_uid.endswith("--closing")


def test_a_version_that_is_not_there_is_the_live_one():
    version = make_live()
    for number in ("7", "0", "-1", "x", "9" * 30, "١"):
        assert asked(f"insight={version.home_id}&version={number}").version == 1
    assert asked(f"insight={version.slug}").insight == version.working_copy


def test_what_is_made_up_is_ignored():
    version = make_live()
    hidden, deleted = InsightFactory(), make_live().working_copy
    unpublish(deleted)
    trash.delete(deleted)
    for insight in (uuid.uuid4(), hidden.pk, hidden.slug, deleted.pk, "x", "%00", "%ED%A0%80", "a" * 5000, ""):
        assert asked(f"insight={insight}") == Source()
    for section in ("nowhere", "%00", "a" * 5000, "../x--closing", "%0d%0a"):
        assert asked(f"{link(version)}&section={section}").section_uid == ""


def test_campaigns_are_bounded():
    found = asked(f"utm_source=news&utm_medium=+mail+&utm_term={'x' * 101}&utm_content=%0d%0a&utm_x=1&utm_campaign=%00")
    assert found.campaign == {"utm_source": "news", "utm_medium": "mail"}


def test_it_is_a_handful_of_queries(django_assert_max_num_queries):
    version = make_live(sections={"call_to_action": None})
    with django_assert_max_num_queries(3):
        asked(link(version, "uid00000"))
