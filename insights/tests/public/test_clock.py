"""Visible exactly from its second until its second, everywhere, with nobody flipping anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.publishing.publish import publish, set_end
from insights.tests.factories import CategoryFactory, InsightFactory, add_section, make_live, words

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def start():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def end(start):
    return start + timedelta(hours=1)


@pytest.fixture
def timed(start, end):
    """Shown for an hour, in a topic with one other insight whose page lists related ones."""
    topic = CategoryFactory(slug="topic")
    home = InsightFactory(title="For an hour", slug="timed")
    home.file_under([topic])
    publish(home, at=start)
    set_end(home, end)
    make_live(topic, title="Always", slug="always")
    return home


def seen(client, moment):
    """Where it is seen: page, home, list, topic, among related ones; and the topic's count."""
    with clock.at(moment):
        page = client.get("/insights/timed/").status_code == 200
        lists = ["For an hour" in client.get(path).content.decode() for path in LISTS]
        count = 'num">2<' in "".join(client.get("/").content.decode().split())
        return [page, *lists], count


LISTS = ("/", "/insights/", "/insights/topics/topic/", "/insights/always/")


def test_it_is_seen_from_its_second_until_its_last(client, timed, start, end):
    nowhere, everywhere = [False] * 5, [True] * 5
    assert [seen(client, moment)[0] for moment in (timezone.now(), start - INSTANT)] == [nowhere] * 2
    assert [seen(client, moment)[0] for moment in (start, end - INSTANT)] == [everywhere] * 2
    assert [seen(client, moment)[0] for moment in (end, end + timedelta(days=400))] == [nowhere] * 2


def test_topics_count_it_for_that_time(timed, start, end):
    from insights.content.models import Category

    counts = []
    for moment in (start - INSTANT, start, end - INSTANT, end):
        with clock.at(moment):
            counts.append(Category.objects.topics().get().count)
    assert counts == [1, 2, 2, 1]


def test_a_change_takes_over_in_one_instant(client, start):
    first = make_live(title="Before", slug="one")
    Insight.objects.filter(pk=first.home_id).update(title="After", revision=5)
    publish(first.working_copy, at=start)
    for moment, title in ((start - INSTANT, "Before"), (start, "After")):
        with clock.at(moment):
            for path in ("/", "/insights/", "/insights/one/"):
                html = client.get(path).content.decode()
                assert ("Before" in html, "After" in html) == (title == "Before", title == "After"), path


def test_a_section_is_there_from_its_second_until_its_last(client, start, end):
    home = InsightFactory(slug="one")
    add_section(home, "text", {"body": words("For an hour")}, visible_from=start, visible_until=end)
    publish(home)
    found = []
    for moment in (start - INSTANT, start, end - INSTANT, end):
        with clock.at(moment):
            found.append("For an hour" in client.get("/insights/one/").content.decode())
    assert found == [False, True, True, False]


def test_a_section_for_a_time_never_speaks_for_the_page_in_lists(start, end):
    home = InsightFactory()
    now = {"visible_from": timezone.now() - timedelta(days=1), "visible_until": end}
    add_section(home, "article", {"description": "For a time", "body": words("word " * 900)}, **now)
    version = publish(home)
    assert (version.teaser, version.reading_minutes) == ("", 0)
