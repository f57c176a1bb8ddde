"""Preview links, as whoever has one sees them; and versions, as the staff do."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.publishing import trash
from insights.publishing.links import SALT, make_link, revoke, token
from insights.publishing.models import PreviewLink
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import CategoryFactory, InsightFactory, add_section, make_live, words

pytestmark = pytest.mark.django_db
HEADERS = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}


def url_of(link):
    return reverse("shared_preview", args=[token(link)])


def private(response):
    return {part.strip() for part in response["Cache-Control"].split(",")} == {"private", "no-store"}


@pytest.fixture
def draft():
    home = InsightFactory(title="Secret draft")
    add_section(home, "text", {"body": words("Secret words")}, uid="one")
    return home


@pytest.fixture
def link(draft):
    return make_link(draft)


def test_whoever_has_it_sees_the_working_copy_as_it_is_now(client, draft, link):
    html = client.get(url_of(link)).content.decode()
    assert "Secret words" in html
    assert "Preview – not published; link valid until" in html
    Insight.objects.filter(pk=draft.pk).update(title="Changed since")
    assert "Changed since" in client.get(url_of(link)).content.decode()


def test_it_travels_privately_and_touches_no_session(client, link):
    response = client.get(url_of(link))
    assert private(response)
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert not Session.objects.exists()


def test_nothing_in_it_edits_or_tells_about_editors(client, link):
    html = client.get(url_of(link)).content.decode()
    for part in ("builder", "data-shape", "data-from", "importmap", "/admin/", "canonical"):
        assert part not in html, part


def test_looks_are_counted_but_not_for_head(client, link):
    client.head(url_of(link))
    client.get(url_of(link))
    client.get(url_of(link))
    link.refresh_from_db()
    assert link.views == 2
    assert link.seen_at


def altered(text):
    return [text[:-1] + ("A" if text[-1] != "A" else "B"), "0" * 32 + text[32:], text.upper(), text + "x", text[:32]]


def test_what_is_missing_altered_or_made_up_is_not_found(client, link):
    good = token(link)
    foreign = Signer(sep=".", salt="other").sign(link.pk.hex)
    unknown = Signer(sep=".", salt=SALT).sign("0" * 32)
    for text in [*altered(good), foreign, unknown, "x", "é", "%00", "9" * 5000]:
        response = client.get(f"/shared/{text}/")
        assert response.status_code == 404, text
        assert private(response)
    for path in ("/shared/", f"/shared/{good}", f"/shared/{good}/section/one/", f"/shared/{good}/edit/"):
        assert client.get(path).status_code in {301, 404}
        assert client.get(path, follow=True).status_code in {200, 404}
    assert client.get(f"/shared/{good}/section/one/").status_code == 404


def test_expired_revoked_and_deleted_are_one_page(client, draft):
    links = [make_link(draft) for _ in range(3)]
    PreviewLink.objects.filter(pk=links[0].pk).update(expires_at=timezone.now())
    assert revoke(links[1])
    pages = [client.get(url_of(link)) for link in links[:2]]
    trash.delete(draft)
    pages.append(client.get(url_of(links[2])))
    assert [page.status_code for page in pages] == [404] * 3
    assert len({page.content for page in pages}) == 1
    assert b"Secret" not in pages[0].content


def test_it_leads_to_the_article_once_that_is_published(client, draft, link):
    version = publish(draft)
    response = client.get(url_of(link))
    assert (response.status_code, response["Location"]) == (301, version.url)
    assert private(response)
    unpublish(draft)
    assert client.get(url_of(link)).status_code == 200


def test_a_link_to_what_has_changed_since_shows_the_changes(client):
    home = make_live(title="Public").working_copy
    Insight.objects.filter(pk=home.pk).update(title="Secret next", revision=5)
    link = make_link(home)
    assert "Secret next" in client.get(url_of(link)).content.decode()
    publish(home)
    assert client.get(url_of(link)).status_code == 301


def test_a_scheduled_change_is_shown_until_readers_see_it(client, draft):
    publish(draft, at=timezone.now() + timedelta(hours=1))
    link = make_link(draft)
    assert client.get(url_of(link)).status_code == 200
    with clock.at(timezone.now() + timedelta(hours=2)):
        assert client.get(url_of(link)).status_code == 301


def test_a_link_to_a_version_shows_it_until_it_or_a_later_one_is_live(client, draft):
    first = publish(draft)
    unpublish(draft)
    Insight.objects.filter(pk=draft.pk).update(title="Secret second", revision=5)
    second = publish(draft, at=timezone.now() + timedelta(days=1))
    link = make_link(draft, version=second)
    assert "Secret second" in client.get(url_of(link)).content.decode()
    assert "Secret draft" in client.get(url_of(make_link(draft, version=first))).content.decode()
    publish(draft)
    assert client.get(url_of(link)).status_code == 301


def test_sections_for_a_time_only_are_shown_and_switched_off_ones_are_not(client, draft):
    past, ahead = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    add_section(draft, "text", {"body": words("Soon")}, visible_from=ahead)
    add_section(draft, "text", {"body": words("Over")}, visible_until=past, uid="over")
    add_section(draft, "text", {"body": words("Hidden")}, enabled=False, uid="hidden")
    version = publish(draft, at=ahead)
    for link in (make_link(draft), make_link(draft, version=version)):
        html = client.get(url_of(link)).content.decode()
        assert "Soon" in html
        assert "Over" in html
        assert "Hidden" not in html


@pytest.mark.parametrize("count", [1, 40])
def test_it_costs_the_same_whatever_the_page_holds(client, count, statements):
    home = InsightFactory()
    home.file_under([CategoryFactory()])
    for number in range(count):
        add_section(home, "article", uid=f"uid{number}")
    link = make_link(home)
    with statements() as made:
        assert client.get(url_of(link)).status_code == 200
    assert len(made) == 8


def test_it_answers_reading_methods_only(client, link):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(url_of(link)).status_code == 405


def test_a_former_secret_key_keeps_opening_what_it_signed(client, link, settings):
    url = url_of(link)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
    assert client.get(url).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(url).status_code == 404


def test_nobody_is_refused_because_a_view_cannot_be_counted(client, link, monkeypatch):
    from django.db import OperationalError

    def fail(*_):
        raise OperationalError

    monkeypatch.setattr("insights.publishing.models.PreviewLinkQuerySet.count_view", fail)
    assert client.get(url_of(link)).status_code == 200


# Versions, for the staff


def test_the_staff_look_at_any_version(editor, draft):
    first = publish(draft)
    Insight.objects.filter(pk=draft.pk).update(title="Second", revision=5)
    publish(draft)
    url = reverse("version_preview", args=[draft.pk, first.number])
    response = editor.get(url)
    assert "Secret draft" in response.content.decode()
    assert "Version 1 of" in response.content.decode()
    assert private(response)
    assert response["X-Robots-Tag"] == "noindex"


def test_a_version_that_is_not_there_is_not_found(editor, draft):
    for number in ("0", "1", "9" * 30, "9" * 5000):
        assert editor.get(f"/preview/{draft.pk}/version/{number}/").status_code == 404


def test_versions_are_for_those_who_may_read_drafts(client, draft):
    publish(draft)
    assert client.get(reverse("version_preview", args=[draft.pk, 1])).status_code == 302
