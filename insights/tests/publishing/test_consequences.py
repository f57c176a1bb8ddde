"""Which public addresses change, and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.content.models import Category, Insight
from insights.public import views
from insights.publishing import consequences as module
from insights.publishing.changes import touch
from insights.publishing.consequences import consequences
from insights.publishing.publish import publish
from insights.tests.factories import CategoryFactory, InsightFactory, add_section, make_live

pytestmark = pytest.mark.django_db
OLD = timezone.now() - timedelta(days=400)


def changed(home, **options):
    return {change.url: change.why for change in consequences(home, **options).certain}


def edited(live, **values):
    Insight.objects.filter(pk=live.home_id).update(**values)
    touch(live.home_id)
    return Insight.objects.get(pk=live.home_id)


def test_it_knows_how_many_the_front_page_shows():
    assert module.NEWEST == views.LATEST


def test_a_new_insight_appears_everywhere_it_belongs():
    home = InsightFactory(slug="trust")
    home.file_under([CategoryFactory(slug="culture")])
    new = "It is new there."
    assert changed(home) == {
        "/insights/trust/": "A new page.", "/insights/": new, "/": new, "/insights/topics/culture/": new,
    }  # fmt: skip


def test_what_readers_see_already_changes_nothing():
    live = make_live(CategoryFactory())
    found = consequences(Insight.objects.get(pk=live.home_id))
    assert (found.certain, found.may, found.everywhere) == ([], 0, 0)


def test_only_the_page_changes_when_its_card_stays():
    live = make_live(CategoryFactory(), slug="trust", summary="Kept.")
    assert changed(edited(live, byline="By Ines")) == {"/insights/trust/": "Its new content."}


def test_another_title_changes_the_lists():
    live = make_live(CategoryFactory(slug="culture"), slug="trust")
    found = changed(edited(live, title="Other"))
    assert set(found) == {"/insights/trust/", "/insights/", "/", "/insights/topics/culture/"}
    assert found["/insights/"] == "Its card changes: title."


def test_an_old_insight_is_not_on_the_front_page():
    live = make_live(slug="trust", published_at=OLD)
    for _ in range(module.NEWEST):
        make_live()
    found = consequences(edited(live, title="Other"))
    assert "/" not in {change.url for change in found.certain}
    assert found.everywhere == 0


def test_a_new_address_leaves_the_old_one_leading_there():
    found = changed(edited(make_live(slug="trust"), slug="trust-first"))
    assert found["/insights/trust-first/"] == "Its new address."
    assert found["/insights/trust/"] == "Leads to the new address from then on."


def test_topics_it_leaves_and_topics_it_comes_to():
    old, new = CategoryFactory(slug="old"), CategoryFactory(slug="new")
    live = make_live(old)
    home = edited(live)
    home.file_under([new])
    found = changed(Insight.objects.get(pk=home.pk))
    assert found["/insights/topics/old/"] == "It is not listed any more."
    assert found["/insights/topics/new/"] == "It is new there."


def test_pages_that_chose_it_and_pages_that_may_list_it():
    topic = CategoryFactory(slug="culture")
    live = make_live(topic, slug="trust")
    chosen = {"filter": "manual", "insights": [str(live.home_id)]}
    make_live(slug="chooses", sections={"insight_grid": chosen})
    make_live(slug="lists", sections={"insight_grid": {"filter": "category", "category": "culture"}})
    found = consequences(edited(live, title="Other"))
    assert "Chosen there" in {change.url: change.why for change in found.certain}["/insights/chooses/"]
    assert ([change.url for change in found.possible], found.may) == (["/insights/lists/"], 1)
    assert found.everywhere == 2


def test_taking_it_down():
    live = make_live(CategoryFactory(slug="culture"), slug="trust")
    gone = "It is not listed any more."
    assert changed(Insight.objects.get(pk=live.home_id), leaving=True) == {
        "/insights/trust/": "Readers get “not found”.", "/insights/": gone, "/": gone,
        "/insights/topics/culture/": gone,
    }  # fmt: skip
    assert changed(InsightFactory(), leaving=True) == {}


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_is_constant(statements, count):
    topic = CategoryFactory()
    home = InsightFactory()
    home.file_under([topic])
    publish(home)
    for _ in range(count):
        data = {"filter": "manual", "insights": [str(home.pk)]}
        make_live(topic, sections={"insight_grid": data})
        add_section(home, "insight_grid", {"filter": "category", "category": topic.slug})
    Insight.objects.filter(pk=home.pk).update(title="Other")
    with statements() as made:
        consequences(Insight.objects.get(pk=home.pk))
    assert len(made) <= 10
    assert Category.objects.count() == 1
