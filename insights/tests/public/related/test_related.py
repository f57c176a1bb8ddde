"""What stands under an article: pins, what suits it, then the latest – live, once, and never itself."""

from __future__ import annotations

import logging
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.content.related import RelatedCandidate, RelatedChoice, RelatedTerm, related_to
from insights.public.related import everything, preparing, rebuilding
from insights.public.related.languages import EMPTY, _stem, is_empty, stem
from insights.public.related.vectors import store
from insights.public.related.words import words_of
from insights.public.search.words import fold
from insights.publishing import signals, trash
from insights.publishing.duplicate import duplicate
from insights.publishing.publish import publish, set_end, unpublish
from insights.sections.rendering import Rendering
from insights.tests.factories import CategoryFactory, InsightFactory, add_section, make_live, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OAK = "heartwood acorns squirrels canopy heartwood acorns"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Listeners that wait for the transaction's end hear at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, *args, **kwargs: act())


def insight(title, *topics, tags=(), text="", days=0, **values):
    sections = {"text": {"body": words(text)}} if text else {}
    values |= {"title": title, "published_at": timezone.now() - days * DAY}
    return make_live(*topics, tags=tags, sections=sections, **values)


def titles(version, count=3):
    """What a page with nothing but the closing grid ends with."""
    rendering = Rendering(version)
    return [card.title for section in rendering.added for card in rendering.cards[section.uid]][:count]


def why(source, target):
    found = RelatedCandidate.objects.filter(source=source.home_id, target=target.home_id).first()
    return found and found.reasons


def choose(source, target, position=None):
    RelatedChoice.objects.create(source_id=source.home_id, target_id=target.home_id, position=position)


# Which ones, in which order


def test_pins_come_first_then_topic_and_tags_then_likeness_then_the_latest():
    topic = CategoryFactory()
    page = insight("Page", topic, tags=["trees"], text=OAK, days=9)
    latest = insight("Latest")
    alike = insight("Alike", text=OAK, days=8)
    same = insight("Same topic", topic, days=8)
    both = insight("Topic and tag", topic, tags=["trees"], days=8)
    pin = insight("Pinned", days=99)
    choose(page, pin, position=0)
    found = sorted(related_to(page, 6), key=lambda card: card.rank)
    assert [card.pk for card in found][:5] == [pin.pk, both.pk, same.pk, alike.pk, latest.pk]
    assert titles(page) == ["Pinned", "Topic and tag", "Same topic"]


def test_of_two_that_suit_equally_the_newer_comes_first():
    topic = CategoryFactory()
    page = insight("Page", topic, days=500)
    for title, days in (("Old", 900), ("New", 10), ("Middle", 500)):
        insight(title, topic, days=days)
    assert titles(page) == ["New", "Middle", "Old"]


def test_each_says_why_it_was_chosen():
    topic = CategoryFactory(name="Trees")
    page = insight("Page", topic, tags=["oak", "bark"], text=OAK, days=9)
    found = why(page, insight("Other", topic, tags=["bark", "oak"], text=OAK))
    assert (found["topics"], sorted(found["tags"]), found["newer"]) == (["Trees"], ["bark", "oak"], True)
    assert found["likeness"] > 0.5
    assert {"heartwood", "acorns"} <= set(found["words"])


def test_an_older_page_gets_to_know_of_a_newer_one():
    page = insight("Page", text=OAK, days=400)
    for number in range(4):
        insight(f"Other {number}")
    insight("Alike", text=OAK, days=300)
    assert titles(page)[0] == "Alike"


def test_words_that_everybody_uses_make_nothing_alike():
    made = [insight(f"{name} mentoring", text=f"mentoring program mentors {name}") for name in "ABCDEFGHIJKLMNOP"]
    other = insight("Oak mentoring", text=f"mentoring {OAK}")
    alike = insight("Elm mentoring", text=f"mentoring {OAK}")
    assert why(other, alike)["likeness"] > 0.5
    assert not why(other, made[3])


def test_only_so_many_candidates_are_kept(monkeypatch):
    monkeypatch.setattr(preparing, "KEPT", 3)
    topic = CategoryFactory()
    page = insight("Page", topic, days=50)
    for number in range(6):
        insight(f"Other {number}", topic, days=number)
    kept = RelatedCandidate.objects.filter(source=page.home_id).values_list("target__title", flat=True)
    assert sorted(kept) == ["Other 0", "Other 1", "Other 2"]


# Never


def test_never_the_page_itself_nor_a_twin():
    topic = CategoryFactory()
    page = insight("Page", topic, text=OAK)
    twin = publish(duplicate(page))
    brother = publish(duplicate(page))
    other = insight("Other", topic)
    for version in (page, twin, brother):
        assert titles(version) == ["Other"]
    assert len(titles(other)) == 3


def test_never_one_that_a_grid_on_the_page_shows():
    topic = CategoryFactory()
    made = [insight(f"Other {number}", topic, days=number) for number in range(9)]
    home = InsightFactory(title="Page")
    home.file_under([topic])
    add_section(home, "insight_grid", {"filter": "related", "limit": 3}, uid="last")
    chosen = {"filter": "manual", "insights": [str(made[1].home_id)]}
    for number, data in enumerate((chosen, {"limit": 2}, {"filter": "random", "limit": 2})):
        add_section(home, "insight_grid", data, uid=f"grid{number}")
    rendering = Rendering(publish(home))
    shown = [card.title for uid in rendering.cards for card in rendering.cards[uid]]
    own = [card.title for card in rendering.cards["last"]]
    assert len(own) == 3
    assert all(shown.count(title) == 1 for title in own)


def test_never_what_an_editor_ruled_out_not_even_as_one_of_the_latest():
    topic = CategoryFactory()
    page, near, far = insight("Page", topic), insight("Near", topic), insight("Far")
    for target in (near, far):
        choose(page, target)
    assert titles(page) == []
    assert titles(near) == ["Page", "Far"]


def test_only_what_readers_see_now(django_assert_num_queries):
    topic = CategoryFactory()
    page = insight("Page", topic, days=9)
    home = InsightFactory(title="Timed")
    home.file_under([topic])
    choose(page, home, position=0)
    assert titles(page) == []
    start = timezone.now() + DAY
    publish(home, at=start)
    set_end(home, start + DAY)
    assert why(page, home)
    moments = [start - DAY, start, start + DAY - timedelta(microseconds=1), start + DAY]
    found = []
    for moment in moments:
        with clock.at(moment):
            found.append(titles(page))
    assert found == [[], ["Timed"], ["Timed"], []]


def test_what_is_unpublished_is_forgotten_and_comes_back_with_its_choices():
    topic = CategoryFactory()
    page, other = insight("Page", topic), insight("Other", topic, text=OAK)
    choose(page, other, position=0)
    unpublish(other.working_copy)
    assert titles(page) == []
    assert not RelatedCandidate.objects.exists()
    assert not RelatedTerm.objects.filter(insight=other.home_id).exists()
    trash.delete(other.working_copy)
    assert titles(page) == []
    publish(trash.recover(other.working_copy))
    assert titles(page) == ["Other"]


def test_a_change_of_topic_counts_once_it_is_published():
    topic, another = CategoryFactory(), CategoryFactory()
    page, other = insight("Page", topic), insight("Other", topic)
    other.working_copy.file_under([another])
    assert why(page, other)
    publish(other.working_copy)
    assert not why(page, other)
    assert not why(other, page)


def test_a_change_to_come_brings_no_page_near_before_its_time():
    topic, another = CategoryFactory(), CategoryFactory()
    page, other = insight("Page", topic), insight("Other", another)
    other.working_copy.file_under([topic])
    publish(other.working_copy, at=timezone.now() + DAY)
    publish(page.working_copy)
    assert not why(page, other)


# How


def test_an_article_is_five_queries_with_pins_vetoes_and_grids(client, django_assert_max_num_queries):
    topic = CategoryFactory()
    made = [insight(f"Other {number}", topic, text=OAK) for number in range(12)]
    home = InsightFactory(title="Page")
    home.file_under([topic])
    for number, data in enumerate(({"filter": "related"}, {"limit": 5}, {"filter": "related", "limit": 2})):
        add_section(home, "insight_grid", data, uid=f"grid{number}")
    page = publish(home)
    choose(page, made[0], position=0)
    choose(page, made[1])
    client.get(page.url)
    with django_assert_max_num_queries(5):
        assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("limit", [1, 24])
def test_a_closing_grid_is_one_query(limit, django_assert_num_queries):
    made = [insight(f"Other {number}", text=OAK) for number in range(5)]
    assert made[0].site
    with django_assert_num_queries(1):
        list(related_to(made[0], limit))


def test_publishing_costs_the_same_statements_however_many_there_are(statements):
    topic = CategoryFactory()
    page = insight("Page", topic, tags=["oak"], text=OAK)
    counts = []
    for number in (1, 20):
        for one in range(number):
            insight(f"Other {number} {one}", topic, tags=["oak"], text=OAK)
        with statements() as made:
            preparing.prepare(page.home_id)
        counts.append(len(made))
    assert counts[0] == counts[1] <= 22


def test_what_fails_does_not_fail_publishing_and_pages_end_with_the_latest(monkeypatch, caplog, client):
    insight("Latest")
    monkeypatch.setattr(preparing, "prepare", lambda home_id: 1 / 0)
    with caplog.at_level(logging.ERROR):
        page = insight("Page")
    assert caplog.text.count("could not be worked out") == 1
    assert "Latest" in client.get(page.url).content.decode()


def test_rebuilding_makes_what_is_missing_and_forgets_what_is_gone(capsys):
    page, other = insight("Page", text=OAK), insight("Other", text=OAK)
    kept = why(page, other)
    RelatedTerm.objects.filter(insight=page.home_id).delete()
    RelatedCandidate.objects.all().delete()
    other.working_copy.versions.update(visible_from=None, is_live=False)
    call_command("rebuild_related", missing=True)
    assert not RelatedTerm.objects.filter(insight=other.home_id).exists()
    publish(other.working_copy)
    call_command("rebuild_related")
    assert why(page, other).keys() == kept.keys()
    assert capsys.readouterr().out.split("\n")[:2] == [
        "related insights of 1 worked out",
        "related insights of 2 worked out",
    ]


def known():
    terms = RelatedTerm.objects.order_by("insight", "word").values_list("insight", "word", "weight")
    rows = RelatedCandidate.objects.order_by("source", "target").values("source", "target", "score", "reasons")
    return [(insight, word, round(weight, 6)) for insight, word, weight in terms], list(rows)


def test_rebuilding_finds_what_preparing_each_one_finds():
    trees, ships = CategoryFactory(), CategoryFactory()
    texts = (OAK, "canopy squirrels anchors", "anchors rudders harbour", "harbour heartwood lanterns", "")
    made = [
        insight(f"Insight {at}", *[(trees,), (ships,), ()][at % 3], tags=[f"tag {at % 4}"], text=texts[at % 5], days=at)
        for at in range(12)
    ]
    publish(duplicate(made[0].working_copy))
    publish(duplicate(made[0].working_copy))
    publish(InsightFactory(title="Later"), at=timezone.now() + DAY)
    call_command("rebuild_related")
    together = known()
    for home in Insight.objects.working():
        assert preparing.attempt(home.pk)
    assert known() == together
    assert len(together[1]) > 40


def test_rebuilding_costs_the_same_statements_however_many_there_are(statements):
    def counted():
        with statements() as made:
            call_command("rebuild_related")
        return len(made)

    insight("One", text=OAK)
    insight("Two", text=OAK)
    before = counted()
    for title in ("Three", "Four", "Five"):
        insight(title, text=OAK)
    assert counted() == before


def test_what_is_published_while_everything_is_worked_out_is_not_overwritten(monkeypatch):
    topic, write = CategoryFactory(name="Now"), rebuilding._write
    page, other = insight("Page", text=OAK), insight("Other", text=OAK)

    def late(*given):
        for version in (page, other):
            version.working_copy.file_under([topic])
            publish(version.working_copy)
        return write(*given)

    monkeypatch.setattr(rebuilding, "_write", late)
    call_command("rebuild_related")
    assert why(page, other)["topics"] == why(other, page)["topics"] == ["Now"]


def test_what_the_database_refuses_together_is_worked_out_one_by_one(monkeypatch, caplog):
    page, other = insight("Page", text=OAK), insight("Other", text=OAK)
    RelatedCandidate.objects.all().delete()
    monkeypatch.setattr(rebuilding, "candidate", lambda *given: RelatedCandidate(score=None))
    call_command("rebuild_related")
    assert why(page, other)
    assert "could not be written together" in caplog.text


def test_one_that_cannot_be_read_keeps_no_other_from_being_worked_out(monkeypatch, caplog):
    bad, page, other = (insight(title, text=OAK) for title in ("Bad", "Page", "Other"))
    RelatedCandidate.objects.all().delete()
    monkeypatch.setattr(everything, "words_of", lambda version: 1 / 0 if version.pk == bad.pk else words_of(version))
    call_command("rebuild_related")
    assert why(page, other)
    assert str(bad.home_id) in caplog.text


def test_whoever_caches_pages_is_told_which_end_otherwise_now():
    told = []
    signals.related_changed.connect(hear := lambda insights, **_: told.append(insights))
    page, other = insight("Page", text=OAK), insight("Other", text=OAK)
    assert told == [{page.home_id}, {page.home_id, other.home_id}]
    signals.related_changed.disconnect(hear)


@pytest.mark.parametrize(
    ("code", "word", "same", "empty"),
    [
        ("en", "mentoring", "mentors", "because"), ("de", "gesprache", "gesprach", "daruber"),
        ("de", "hausern", "haus", "konnte"), ("fr", "mentorats", "mentorat", ""), ("zh-hans", "指导", "指导", ""),
    ],
)  # fmt: skip
def test_stems_are_those_of_the_site_s_language(settings, code, word, same, empty):
    settings.LANGUAGE_CODE = code
    assert stem(word) == stem(same)
    assert not empty or is_empty(empty)
    assert not is_empty(word)


@pytest.mark.parametrize("code", EMPTY)
def test_words_that_tell_nothing_are_written_as_they_are_compared(code):
    for word in EMPTY[code].split():
        assert fold(word) == word


def test_german_insights_are_alike_by_german_words(settings):
    settings.LANGUAGE_CODE = "de"
    one = insight("Eins", text="Gespräche zwischen Bäumen, obwohl die Gespräche während der Nacht stattfinden.")
    two = insight("Zwei", text="Ein Gespräch unter dem Baum während einer Nacht.")
    insight("Drei", text="Ruder und Segel während der Überfahrt.")
    assert {"gesprach", "baum"} <= {stem(word) for word in why(two, one)["words"]}


def test_words_that_are_counted_at_the_same_moment_do_not_mix():
    many = [f"{begins}{ends}" for begins in ("mentor", "publish", "organis") for ends in ("ing", "ed", "ations", "ly")]
    alone = [_stem.__wrapped__(word, "en") for word in many]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            came = list(pool.map(lambda _turn: [_stem.__wrapped__(word, "en") for word in many], range(20)))
    finally:
        sys.setswitchinterval(before)
    assert came == [alone] * 20


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_two_that_are_published_at_the_same_moment_wait_for_each_other_not_forever(monkeypatch):
    homes = [insight(title, text=OAK).home_id for title in ("Oaks", "Acorns")]
    RelatedCandidate.objects.all().delete()
    both = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(preparing, "store", lambda *given: (store(*given), both.wait()))

    def worked_out(home_id):
        try:
            return preparing.attempt(home_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(worked_out, homes)) == [True, True]
