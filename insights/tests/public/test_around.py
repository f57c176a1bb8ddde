"""What stands round an article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.public.around import around
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import CategoryFactory, InsightFactory, make_live

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def live(title, days):
    return make_live(title=title, published_at=NOW - timedelta(days=days))


def names(label):
    return label and label.name


def test_previous_and_next_are_the_neighbours_in_order_of_publication():
    oldest, middle, newest = live("Oldest", 30), live("Middle", 20), live("Newest", 10)
    found = [(names(around(insight).older), names(around(insight).newer)) for insight in (oldest, middle, newest)]
    assert found == [(None, "Middle"), ("Oldest", "Newest"), ("Middle", None)]


def test_insights_of_the_same_moment_are_passed_one_by_one():
    same = [live(f"Insight {number}", 5) for number in range(5)]
    by_title = {insight.title: insight for insight in same}
    first = next(insight for insight in same if around(insight).newer is None)
    seen = [first.title]
    while older := around(by_title[seen[-1]]).older:
        seen.append(older.name)
    assert sorted(seen) == sorted(by_title)


def test_a_neighbour_is_live_and_never_the_insight_itself():
    live("Older", 30)
    unpublish(live("Withdrawn", 25))
    InsightFactory(title="Draft", published_at=NOW - timedelta(days=24))
    shown = live("Shown", 20)
    publish(shown.working_copy)
    make_live(title="Later", published_at=NOW + timedelta(days=1))
    for insight in (shown, shown.working_copy):
        found = around(insight)
        assert (names(found.older), found.newer) == ("Older", None)


def test_topics_and_tags_keep_their_order():
    home = InsightFactory()
    home.file_under([CategoryFactory(name="Zeal"), CategoryFactory(name="Ardour")])
    home.tags.add("zeal")
    home.tags.add("ardour")
    found = around(publish(home))
    assert [topic.name for topic in found.topics] == ["Zeal", "Ardour"]
    assert [(tag.name, tag.url) for tag in found.tags] == [
        ("zeal", "/insights/tags/zeal/"),
        ("ardour", "/insights/tags/ardour/"),
    ]


def test_it_is_one_query(statements):
    insight = live("Alone", 1)
    with statements() as made:
        around(insight)
    assert len(made) == 1


def test_an_article_shows_its_tags_and_neighbours(client):
    live("Older", 30)
    home = InsightFactory(published_at=NOW - timedelta(days=20))
    home.tags.add("trust")
    live("Newer", 10)
    html = client.get(publish(home).url).content.decode()
    assert 'href="/insights/tags/trust/"' in html
    assert html.index('rel="prev"') < html.index("Older") < html.index('rel="next"') < html.index("Newer")
