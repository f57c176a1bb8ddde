"""The checks beside the list, and publishing that they stop."""

import lxml.html
import pytest
from django.urls import reverse

from insights.content.models import Insight
from insights.tests import factories
from insights.tests.factories import add_section, heading

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def home():
    """A quote without words, a picture without a description."""
    insight = factories.InsightFactory(slug="trust")
    add_section(insight, "quote", {}, uid="said")
    add_section(insight, "social_links", {"links": [{"id": "a"}]}, uid="links")
    return insight


@pytest.fixture
def url(home):
    return reverse("admin:insights_section_checks", args=[home.pk])


def fragment(client, url, **values):
    return lxml.html.fragment_fromstring(client.get(url, values, headers=HTMX).content.decode(), create_parent=True)


def test_each_finding_leads_to_its_card_and_field(editor, url):
    links = fragment(editor, url).cssselect("a[data-show]")
    assert [(link.get("data-show"), link.get("data-show-field")) for link in links] == [
        ("said", "quote"),
        ("links", "links[0].url"),
    ]
    assert "Quote" in links[0].text_content()


def test_without_script_it_leads_to_the_control_in_the_section_s_own_form(editor, url):
    for link in fragment(editor, url).cssselect("a[data-show]"):
        page, _mark, anchor = link.get("href").partition("#")
        assert lxml.html.fromstring(editor.get(page).content).get_element_by_id(anchor) is not None


def test_the_headline_counts_in_words(editor, url):
    assert "1 thing stops publishing, 1 thing to look at" in fragment(editor, url).text_content()


def test_the_same_list_is_not_sent_twice(editor, url, home):
    seen = fragment(editor, url).cssselect("[name=seen]")[0].get("value")
    assert editor.get(url, {"seen": seen}, headers=HTMX).status_code == 204
    home.sections.filter(uid="said").delete()
    assert editor.get(url, {"seen": seen}, headers=HTMX).status_code == 200


def test_a_long_list_stays_calm(editor, url, home):
    for _number in range(10):
        add_section(home, "quote", {})
    found = fragment(editor, url)
    assert len(found.cssselect("li")) == 12
    assert len(found.cssselect("li:not(.checks__rest)")) == 4
    assert "Show 8 more" in found.text_content()


def test_every_finding_has_an_id_of_its_own(editor, url, home):
    add_section(home, "text", {"body": [heading("A", 2), heading("B", 4), heading("C", 2), heading("D", 4)]})
    ids = [link.get("id") for link in fragment(editor, url).cssselect("a")]
    assert len(set(ids)) == len(ids) == 4


def test_a_browser_without_script_gets_a_page(editor, url):
    html = editor.get(url).content.decode()
    assert "<title>Checks" in html
    assert "Stops publishing" in html


def test_the_change_page_has_a_place_for_them(editor, url, home):
    page = editor.get(reverse("admin:insights_insight_change", args=[home.pk])).content.decode()
    assert f'hx-get="{url}"' in page


@pytest.mark.parametrize(("permission", "status"), [("view_insight", 200), ("change_insight", 200), (None, 403)])
def test_readers_of_the_admin_see_them_too(client, url, permission, status):
    user = factories.colleague(permission)
    client.force_login(user)
    assert client.get(url).status_code == status


def test_nobody_else_sees_them_and_they_change_nothing(client, editor, url):
    assert editor.post(url).status_code == 405
    client.logout()
    assert client.get(url).status_code in {302, 401}


def test_publishing_with_errors_is_refused_with_links_to_each(editor, home):
    url = reverse("admin:insights_insight_publish", args=[home.pk])
    response = editor.post(url, {"revision": home.revision, "when": "now", "accepted": "on"})
    html = response.content.decode()
    assert not Insight.objects.live().exists()
    assert "Not published." in html
    assert 'data-show="said"' in html


def test_warnings_do_not_stop_it(editor, home):
    home.sections.filter(uid="said").update(enabled=False)
    url = reverse("admin:insights_insight_publish", args=[home.pk])
    editor.post(url, {"revision": home.revision, "when": "now", "accepted": "on"})
    assert Insight.objects.live().exists()


@pytest.mark.parametrize("count", [1, 50])
def test_looking_costs_the_same_whatever_the_number_of_sections(
    editor, url, home, count, django_assert_max_num_queries
):
    for _number in range(count):
        add_section(home, "image", {"image": "image/a.jpg"})
    with django_assert_max_num_queries(12):
        editor.get(url, headers=HTMX)
