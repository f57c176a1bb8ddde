"""Former addresses lead to the present one, and what was deleted is gone."""

from datetime import timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing import due, trash
from insights.publishing.publish import publish, unpublish
from insights.publishing.signals import switched
from insights.tests.factories import InsightFactory, make_live

pytestmark = pytest.mark.django_db


def move(insight, slug, **when):
    """Publish under another address."""
    home = Insight.objects.get(pk=insight.home_id)
    home.slug = slug
    home.save(update_fields=["slug"])
    return publish(home, **when)


def rows():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def at(slug):
    return f"/insights/{slug}/"


def answer(client, slug, query=""):
    response = client.get(at(slug) + query)
    return response.status_code, response.get("Location", "")


def make_due(insight):
    """The time of what is scheduled has come, and nobody has flipped it yet."""
    past = timezone.now() - timedelta(seconds=1)
    insight.versions.filter(is_live=False, visible_from__isnull=False).update(visible_from=past)
    insight.versions.filter(is_live=True).update(visible_until=past)


# Following an address


def test_a_changed_address_leads_to_the_new_one_with_its_query(client):
    first = make_live(slug="one")
    move(first, "two")
    assert answer(client, "one", "?utm=x&y=1") == (301, "/insights/two/?utm=x&y=1")
    assert client.head(at("one")).status_code == 301
    assert client.get("/insights/one")["Location"] == at("two")


def test_publishing_under_the_same_address_costs_nothing_and_leaves_nothing(statements):
    first = make_live(slug="one")
    with statements() as made:
        switched.send(sender=Insight, insight=first.working_copy, before="one", after="one")
    assert not made
    assert not rows()


def test_chains_are_one_step_long(client):
    first = make_live(slug="one")
    for slug in ("two", "three", "four"):
        move(first, slug)
    assert rows() == {at("one"): at("four"), at("two"): at("four"), at("three"): at("four")}


def test_going_back_makes_no_circle(client):
    first = make_live(slug="one")
    for slug in ("two", "one", "two", "three", "one"):
        move(first, slug)
    assert rows() == {at("two"): at("one"), at("three"): at("one")}
    assert answer(client, "one")[0] == 200


def test_the_live_page_wins_over_somebody_s_former_address(client):
    first = make_live(slug="one")
    move(first, "two")
    make_live(slug="one", title="Another")
    assert "Another" in client.get(at("one")).content.decode()
    assert rows() == {}
    move(first, "three")
    assert rows() == {at("two"): at("three")}


def test_a_page_that_was_taken_down_is_not_found_at_once_and_comes_back_under_all_its_addresses(client):
    first = make_live(slug="one")
    home = first.working_copy
    move(first, "two")
    assert client.get(at("two")).status_code == 200
    unpublish(home)
    assert answer(client, "two")[0] == 404
    move(first, "three")
    assert [answer(client, slug) for slug in ("one", "two")] == [(301, at("three"))] * 2


def test_an_address_that_readers_never_saw_leads_nowhere(client):
    home = InsightFactory(slug="thought-of")
    later = timezone.now() + timedelta(days=1)
    publish(home, at=later)
    move(home, "other")
    assert rows() == {}
    assert answer(client, "thought-of")[0] == 404


def test_coming_back_takes_no_address_from_somebody_else(client):
    first = make_live(slug="one")
    unpublish(first.working_copy)
    Insight.objects.filter(pk=first.home_id).update(slug="two")
    InsightFactory(slug="one")
    move(first, "two")
    assert rows() == {}


def test_a_scheduled_change_of_address_leads_on_the_moment_it_is_due(client):
    first = make_live(slug="one")
    move(first, "two", at=timezone.now() + timedelta(hours=1))
    assert answer(client, "one")[0] == 200
    make_due(first.working_copy)
    assert answer(client, "two")[0] == 200
    assert answer(client, "one") == (301, at("two"))


@pytest.mark.parametrize(("old", "new"), [("x" * 200, "short"), ("short", "x" * 200), ("x" * 200, "y" * 200)])
def test_an_address_too_long_for_a_redirect_stops_nobody(client, old, new):
    first = make_live(slug=old)
    second = move(first, new)
    assert client.get(second.url).status_code == 200
    assert answer(client, old)[0] == 404
    unpublish(second.working_copy)
    trash.delete(second.working_copy)


def test_it_is_one_transaction_with_publishing(monkeypatch):
    first = make_live(slug="one")
    monkeypatch.setattr("insights.public.redirects._add", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        move(first, "two")
    assert Insight.objects.live().get().slug == "one"


# Gone, and back


def test_every_address_of_what_was_deleted_is_gone_until_it_is_brought_back(client):
    first = make_live(slug="one")
    home = first.working_copy
    move(first, "two")
    unpublish(home)
    trash.delete(home)
    for slug in ("one", "two"):
        response = client.get(at(slug))
        assert response.status_code == 410
        assert "has been taken away" in response.content.decode()
        assert "<header" in response.content.decode()
        assert client.head(at(slug)).content == b""
    trash.recover(home)
    assert [answer(client, slug)[0] for slug in ("one", "two")] == [404, 404]
    publish(home)
    assert [answer(client, slug)[0] for slug in ("one", "two")] == [301, 200]


def test_deleting_a_draft_tells_nobody_that_it_was_there(client):
    home = InsightFactory(slug="thought-of")
    trash.delete(home)
    assert answer(client, "thought-of")[0] == 404


def test_deleting_takes_no_address_from_somebody_else(client):
    first = make_live(slug="one")
    unpublish(first.working_copy)
    Insight.objects.filter(pk=first.home_id).update(slug="former")
    second = make_live(slug="one")
    move(second, "two")
    trash.delete(first.working_copy)
    assert answer(client, "one") == (301, at("two"))


# The middleware


@pytest.mark.parametrize("path", ["/admin/nowhere/", "/static/x.css", "/media/x", "/preview/x/", "/shared/x/"])
def test_only_addresses_of_readers_lead_on(client, path):
    Redirect.objects.create(site_id=1, old_path=path, new_path="/about/")
    assert client.get(path).status_code != 301


def test_posting_is_not_led_on(client):
    Redirect.objects.create(site_id=1, old_path="/promo/", new_path="/about/")
    assert client.post("/promo/").status_code == 404
    assert client.get("/promo/")["Location"] == "/about/"


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/admin/", "x"])
def test_a_row_that_leads_out_is_not_followed(client, target):
    Redirect.objects.create(site_id=1, old_path="/promo/", new_path=target)
    assert client.get("/promo/").status_code == 404


@pytest.mark.parametrize("path", ["/" + "x" * 5000, "/%00/", "/%ff/", "/%0d%0aSet-Cookie:x/", "/insights/A/"])
def test_odd_addresses_are_not_found(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert not response.cookies


def test_without_a_database_the_page_is_not_found_all_the_same(client, monkeypatch):
    def fail(*_, **__):
        raise OperationalError

    monkeypatch.setattr("insights.public.middleware._first", fail)
    monkeypatch.setattr("insights.public.middleware.flip_due", fail)
    assert client.get("/nowhere/").status_code == 404
    assert client.get(at("nobody")).status_code == 404


def test_readers_requests_do_what_is_due_and_never_fail_by_it(client, monkeypatch):
    first = make_live(slug="one")
    move(first, "two", at=timezone.now() + timedelta(hours=1))
    make_due(first.working_copy)
    monkeypatch.setattr(due, "_last_look", 0.0)
    monkeypatch.setattr(due, "PAUSE", -1)
    client.get("/about/")
    assert rows() == {at("one"): at("two")}
    monkeypatch.setattr("insights.publishing.due.flip_due", lambda: 1 / 0)
    assert client.get("/about/").status_code == 200


# In the admin


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("/promo/", "https://evil.example/", "not a path"),
        ("/promo/", "//evil.example/", "not a path"),
        ("promo", "/about/", "not a path"),
        ("/admin/x/", "/about/", "not a path"),
        ("/promo/", "/promo/", "circle"),
        ("/promo/", "/promo/?x=1#y", "circle"),
        ("/b/", "/a/", "circle"),
        ("/c/", "/c", "circle"),
        ("/b/", "/a/?x=1", "circle"),
        ("/b/", "/a", "circle"),
        ("/a/", "/about/", "already"),
        ("/promo/\0", "/about/", "Null"),
        ("/" + "x" * 300, "/about/", "at most 200"),
    ],
)
def test_a_redirect_that_would_lead_out_or_in_a_circle_is_refused(editor, old, new, problem):
    Redirect.objects.create(site_id=1, old_path="/a/", new_path="/b/")
    response = editor.post(reverse("admin:redirects_redirect_add"), {"old_path": old, "new_path": new})
    assert response.status_code == 200
    assert problem in response.content.decode()
    assert Redirect.objects.count() == 1


def test_a_circle_by_way_of_a_query_is_one_too(editor):
    Redirect.objects.create(site_id=1, old_path="/b/?x=1", new_path="/a/")
    response = editor.post(reverse("admin:redirects_redirect_add"), {"old_path": "/a/", "new_path": "/b/?x=1"})
    assert "circle" in response.content.decode()


def test_editors_lead_an_address_somewhere_themselves(editor, client):
    editor.post(reverse("admin:redirects_redirect_add"), {"old_path": "/promo/", "new_path": "/about/"})
    assert client.get("/promo/")["Location"] == "/about/"
    row = Redirect.objects.get()
    editor.post(reverse("admin:redirects_redirect_change", args=[row.pk]), {"old_path": "/promo/", "new_path": ""})
    assert client.get("/promo/").status_code == 410
