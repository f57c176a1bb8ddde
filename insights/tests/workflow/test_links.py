"""The page of an insight's preview links."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing.links import make_link, token
from insights.publishing.models import Action, AuditEntry, PreviewLink
from insights.publishing.publish import publish
from insights.tests.factories import InsightFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def insight():
    return InsightFactory(title="Trust")


@pytest.fixture
def url(insight):
    return reverse("admin:insights_insight_links", args=[insight.pk])


def day(distance):
    return (timezone.localdate() + timedelta(days=distance)).isoformat()


def test_a_link_is_made_and_its_address_stands_ready_to_be_copied(editor, url, insight):
    response = editor.post(url, {"label": "For Ines", "span": "7"}, follow=True)
    link = insight.preview_links.get()
    html = response.content.decode()
    assert f'value="{settings.SITE_URL}{reverse("shared_preview", args=[token(link)])}" readonly' in html
    assert "For Ines" in html
    assert "0 views" in html
    assert AuditEntry.objects.get(action=Action.LINKED).actor == link.made_by


@pytest.mark.parametrize("span", ["1", "7", "30"])
def test_it_is_valid_for_the_days_that_were_chosen(editor, url, insight, span):
    editor.post(url, {"span": span, "until": "nonsense is not looked at"[:0]})
    lasts = insight.preview_links.get().expires_at - timezone.now()
    assert timedelta(days=int(span)) - lasts < timedelta(minutes=1)


@pytest.mark.parametrize("distance", [0, 1, 90])
def test_a_last_day_is_over_at_its_midnight(editor, url, insight, distance):
    assert editor.post(url, {"span": "date", "until": day(distance)}).status_code == 302
    assert timezone.localtime(insight.preview_links.get().expires_at).date().isoformat() == day(distance + 1)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"span": "2"},
        {"span": "date"},
        {"span": "date", "until": day(91)},
        {"span": "date", "until": day(-1)},
        {"span": "date", "until": "9999-12-31"},
        {"span": "date", "until": "10000-01-01"},
        {"span": "date", "until": "x"},
        {"span": "7", "label": "x" * 101},
        {"span": "7", "label": "a\0b"},
        {"span": "7", "target": "99"},
        {"span": "7", "target": "x"},
        {"span": "7", "target": "9" * 5000},
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(editor, url, data):
    response = editor.post(url, {"label": "For Ines"} | data)
    assert response.status_code == 422
    assert "The link was not made" in response.content.decode()
    assert not PreviewLink.objects.exists()
    if "label" not in data:
        assert 'value="For Ines"' in response.content.decode()


def test_it_may_show_one_version(editor, url, insight):
    publish(insight, note="First")
    assert "Version 1 of" in editor.get(url).content.decode()
    editor.post(url, {"span": "7", "target": "1"})
    assert insight.preview_links.get().version.number == 1


def test_another_insights_version_cannot_be_chosen(editor, url):
    publish(InsightFactory())
    assert editor.post(url, {"span": "7", "target": "1"}).status_code == 422


def test_revoking_closes_it_once(editor, url, insight):
    link = make_link(insight)
    revoke = reverse("admin:insights_link_revoke", args=[insight.pk, link.pk])
    assert editor.get(revoke).status_code == 405
    assert "Revoked" in editor.post(revoke, follow=True).content.decode()
    assert "already" in editor.post(revoke, follow=True).content.decode()
    assert editor.get(reverse("shared_preview", args=[token(link)])).status_code == 404
    assert token(link) not in editor.get(url).content.decode()


def test_a_link_is_revoked_at_its_own_insight_only(editor, insight):
    link = make_link(InsightFactory())
    assert editor.post(reverse("admin:insights_link_revoke", args=[insight.pk, link.pk])).status_code == 404
    assert PreviewLink.objects.get().revoked_at is None


def test_views_are_shown(editor, url, insight):
    PreviewLink.objects.count_view(make_link(insight))
    assert "1 view," in " ".join(editor.get(url).content.decode().split())


def test_closed_links_stand_last_and_without_an_address(editor, url, insight):
    make_link(insight, label="Open one")
    ended = make_link(insight, label="Ended one")
    PreviewLink.objects.filter(pk=ended.pk).update(expires_at=timezone.now())
    html = editor.get(url).content.decode()
    assert html.index("Open one") < html.index("Ended one")
    assert html.count("readonly") == 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_many_there_are(editor, url, insight, count, statements):
    for number in range(count):
        make_link(insight, label=str(number))
        Insight.objects.filter(pk=insight.pk).update(revision=number + 10)
        publish(insight)
    with statements() as made:
        assert editor.get(url).status_code == 200
    assert len(made) == 5  # session, user, insight, versions, links


def test_a_name_is_escaped(editor, url):
    editor.post(url, {"label": "<img src=x>", "span": "7"})
    html = editor.get(url).content.decode()
    assert "<img src=x>" not in html
    assert "&lt;img src=x&gt;" in html
