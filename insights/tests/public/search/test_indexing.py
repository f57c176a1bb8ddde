"""The index follows publishing, and can be made anew."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from modelsearch.models import IndexEntry

from insights.public.search import indexing
from insights.public.search.finding import matching
from insights.public.search.models import SearchEntry, SearchWord
from insights.publishing.publish import publish
from insights.tests.factories import AuthorFactory, InsightFactory, make_live, words
from mentorsite import environment
from mentorsite.environment import Env

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    return list(matching(text).values_list("title", flat=True))


def test_publishing_twice_leaves_one_entry(django_capture_on_commit_callbacks):
    home = InsightFactory(title="Oak")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            live = publish(home)
    assert [entry.insight_id for entry in SearchEntry.objects.all()] == [live.pk]
    assert IndexEntry.objects.count() == 1


def test_an_index_that_fails_does_not_fail_publishing(django_capture_on_commit_callbacks, monkeypatch, caplog):
    monkeypatch.setattr(indexing, "passages", lambda version: 1 / 0)
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        assert make_live(title="Oak").is_live
    assert "could not follow" in caplog.text


def test_rebuilding_takes_in_what_is_missing_and_forgets_what_is_gone(capsys):
    author = AuthorFactory(name="Ines")
    home = make_live(title="Oak", author=author, sections={"text": {"body": words("heartwood")}}).working_copy
    call_command("rebuild_search", missing=True)
    assert titles("oak") == ["oak"]
    publish(home)
    type(author).objects.update(name="Mara")
    call_command("rebuild_search", missing=True)
    assert titles("mara") == titles("heartwood") == ["oak"]
    SearchWord.objects.create(word="forgotten", length=9)
    call_command("rebuild_search")
    assert titles("oak") == ["oak"]
    assert not SearchWord.objects.filter(word="forgotten").exists()
    assert capsys.readouterr().out.count("1 insights put into") == 3


def test_an_index_of_many_is_a_few_statements_each(statements):
    for number in range(12):
        make_live(title=f"Oak {number}")
    with statements() as made:
        indexing.rebuild(missing=True)
    assert len(made) < 12 * 8


def test_the_bench_leaves_nothing(capsys):
    make_live(title="Oak", sections={"text": {"body": words("mentoring the pairs")}})
    call_command("rebuild_search")
    call_command("bench_search", count=5, rounds=1)
    assert "all, 5 insights" in capsys.readouterr().out
    assert SearchEntry.objects.count() == 1


def test_another_engine_is_a_setting(monkeypatch):
    monkeypatch.delenv("SEARCH_URL", raising=False)
    assert environment.search(Env())["BACKEND"] == "insights.public.search.engine"
    monkeypatch.setenv("SEARCH_URL", "opensearch3+https://user:word@search.example:9200")
    found = environment.search(Env())
    assert found["BACKEND"] == "modelsearch.backends.opensearch3"
    assert found["URLS"] == ["https://user:word@search.example:9200"]
    for wrong in ("https://search.example", "solr+http://x", "opensearch3+ftp://x", "opensearch3+http://"):
        monkeypatch.setenv("SEARCH_URL", wrong)
        with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
            environment.search(Env())
