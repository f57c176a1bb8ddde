"""The privacy page: the site's own words, until an administrator writes others."""

import json

import lxml.html
import pytest
from django.urls import reverse
from django.utils.translation import override

from insights.content.models import SiteProfile
from insights.demos.models import DemoSettings
from insights.demos.privacy import standard
from insights.richtext import to_source_html
from insights.tests import factories
from insights.tests.demos.conftest import make_desk
from insights.tests.demos.people import administrator, page_of
from insights.tests.factories import signed_in

pytestmark = pytest.mark.django_db
PAGE, FORM = "/privacy/", "/admin/insights/demosettings/1/change/"
OTHERS = [factories.heading("What we know"), *factories.words("Nothing, and we like it so.")]


@pytest.fixture
def desk():
    return make_desk(retention_days=90)


@pytest.fixture
def admin(desk):
    return signed_in(administrator())


def saved(client, **values):
    """The settings' form as it is shown, with other values."""
    form = page_of(client.get(FORM)).get_element_by_id("demosettings_form")
    data = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    if "privacy_text-json" in values:
        del data["privacy_text"]  # the editor posts the one or the other
    return client.post(FORM, data | values)


def written():
    return DemoSettings.current().privacy_text


def test_until_somebody_writes_another_it_is_the_site_s_own(client, desk):
    page = page_of(client.get(PAGE))
    titles = [heading.text_content() for heading in page.cssselect("main :is(h1, h2)")]
    assert titles == ["Privacy", "While you read", "When you ask for a demo", "How long", "Your rights"]
    assert "90 days after" in page.text_content()


def test_the_form_begins_with_it_and_saving_that_writes_none(admin):
    assert "While you read" in page_of(admin.get(FORM)).get_element_by_id("id_privacy_text").text
    assert saved(admin, digest_limit="30").status_code == 302
    assert (DemoSettings.current().digest_limit, written()) == (30, [])
    with override("de"):
        german = json.dumps(standard())
    assert saved(admin, **{"privacy_text-json": german}).status_code == 302
    assert written() == []


def test_what_is_written_stands_there_at_once_and_for_how_long_below_it(client, admin):
    before = client.get(PAGE)
    assert saved(admin, **{"privacy_text-json": json.dumps(OTHERS)}).status_code == 302
    after = client.get(PAGE, headers={"if-none-match": before.get("ETag", '"a"')})
    page = page_of(after)
    assert [heading.text_content() for heading in page.cssselect("main h1, main h2")] == [
        "Privacy", "What we know", "How long",
    ]  # fmt: skip
    assert [part.tag for part in page.cssselect("main h1, main h2")] == ["h1", "h2", "h2"]
    make_desk(retention_days=7)
    text = client.get(PAGE).content.decode()
    assert "Nothing, and we like it so." in text
    assert "7 days after" in text
    assert "While you read" not in text


def test_emptied_the_site_s_own_comes_back(client, admin):
    make_desk(privacy_text=OTHERS)
    assert saved(admin, **{"privacy_text-json": "[]"}).status_code == 302
    assert written() == []
    assert "While you read" in client.get(PAGE).content.decode()


def test_without_a_script_it_is_html_of_which_only_words_are_kept(client, admin):
    evil = '<h2>New</h2><p onclick="x()">Words <a href="javascript:x()">here</a><script>x()</script></p>'
    assert saved(admin, privacy_text=evil).status_code == 302
    html = client.get(PAGE).content.decode()
    part = lxml.html.fromstring(html).cssselect(".terms")[0]
    assert "Words here" in part.text_content()
    assert not {"onclick", "javascript:", "<script"} & set(lxml.html.tostring(part, encoding="unicode").split())
    assert part.cssselect("script, [onclick], [href^=javascript]") == []


def test_stored_words_are_made_safe_again(client, desk):
    link = {"type": "link", "attrs": {"href": "javascript:x()"}}
    make_desk(privacy_text=[{"type": "paragraph", "content": [{"type": "text", "text": "<b>a", "marks": [link]}]}, 7])
    part = page_of(client.get(PAGE)).cssselect(".prose")[0]
    assert (part.text_content(), part.cssselect("a, b")) == ("<b>a", [])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('<p>a</p><img src="image/a.jpg" alt="b">', "no pictures"),
        (json.dumps([{"type": "image", "attrs": {"src": "image/a.jpg", "alt": "b"}}]), "no pictures"),
        ("[{]", ""),
        ('[{"type": "paragraph", "content": [{"type": "text", "text": "\\u0000"}]}]', ""),
        ('["\\ud800"]', ""),
        ("[" * 5000, ""),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(admin, value, words):
    name = "privacy_text" if value.startswith("<") else "privacy_text-json"
    answer = saved(admin, **{name: value, "team_email": "other@example.com"})
    assert answer.status_code == 200
    errors = page_of(answer).cssselect(".field-privacy_text .errorlist")
    assert words in errors[0].text_content()
    assert "other@example.com" in answer.content.decode()
    assert written() == []


def test_it_costs_two_queries_whoever_wrote_it(client, desk, statements):
    with statements() as own:
        client.get(PAGE)
    make_desk(privacy_text=OTHERS)
    with statements() as others:
        client.get(PAGE)
    assert len(own) == len(others) == 2


def test_the_address_in_it_is_the_profile_s():
    SiteProfile.objects.update(email="hello@site.example")
    assert "mailto:hello@site.example" in to_source_html(standard())


def test_only_administrators_write_it(desk):
    client = signed_in(factories.member("Sales"))
    assert client.get(FORM).status_code == 403
    assert client.post(FORM, {"privacy_text": "<p>x</p>"}).status_code == 403
    assert reverse("privacy") == PAGE
