"""What an editor is told before publishing, and what stops it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.content.models import Insight, SiteProfile
from insights.media.models import Image
from insights.publishing.checks import ERROR, WARNING, NotReadyError, check, summary
from insights.publishing.publish import publish
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.tests import factories
from insights.tests.factories import add_section, heading, make_live, words

pytestmark = pytest.mark.django_db
LONG = "Nobody hands you a certificate the day you stop being the junior person in the room"


@pytest.fixture
def home():
    return factories.InsightFactory(slug="trust")


@pytest.fixture
def picture():
    """The path of an image with a file and without a description."""
    image = factories.make_picture(path="image/a.jpg")
    return image.path


def found(home, level=None):
    return [(one.field, one.message) for one in check(home) if level in (None, one.level)]


def only(home):
    """The one finding."""
    [finding] = check(home)
    return finding


def linked(href, text="here"):
    mark = {"type": "link", "attrs": {"href": href}}
    return [{"type": "paragraph", "content": [{"type": "text", "text": text, "marks": [mark]}]}]


def test_a_whole_page_is_ready(home):
    add_section(home, "text")
    add_section(home, "quote")
    assert check(home) == []
    assert summary([]).headline == "Ready to publish"


@pytest.mark.parametrize(
    ("kind", "data", "fields"),
    [
        ("quote", {"cite": "Ines"}, ["quote"]),
        ("quote", {"quote": "  "}, ["quote"]),
        ("text", {"body": [{"type": "paragraph"}]}, ["body"]),
        ("image", {"alt": "Stones"}, ["image"]),
        ("article", {"layout": "insights"}, ["body"]),
        ("article", {"background": "image/x.jpg"}, []),
        ("article", {"source": "<p>Words.</p>"}, []),
        ("key_figures", {"figures": [{"id": "a", "value": "41"}]}, ["figures[0].label"]),
        ("key_figures", {}, ["figures"]),
        ("faq", {"questions": [{"id": "a", "question": "Why?"}]}, ["questions[0].answer"]),
        ("social_links", {"links": []}, ["links"]),
        ("insight_grid", {"filter": "manual"}, ["insights"]),
        ("insight_grid", {"filter": "category"}, []),
        ("call_to_action", {}, []),
    ],
)
def test_what_is_required_and_empty_is_an_error(home, kind, data, fields):
    section = add_section(home, kind, data)
    assert section.missing() == fields
    assert section.is_incomplete is bool(fields)
    assert [field for field, _message in found(home, ERROR)] == fields


@pytest.mark.parametrize("name", kinds())
def test_no_sample_is_incomplete(home, name):
    assert not add_section(home, name).is_incomplete


def test_an_error_names_the_field_in_the_form_s_words(home):
    add_section(home, "key_figures", {"figures": [{"value": "1", "label": "a"}, {"value": "2"}]})
    assert only(home).message == "“Figures 2: What it counts” is not filled in."


def test_hidden_sections_are_not_mentioned(home):
    add_section(home, "quote", {}, enabled=False)
    add_section(home, "text")
    assert check(home) == []


def test_an_unknown_kind_is_told_and_stops_nothing(home):
    add_section(home, "text")
    Section.objects.create(insight=home, uid="x", kind="hubspot_form", position=1)
    assert (only(home).level, only(home).uid) == (WARNING, "x")
    assert publish(home, checked=True)


def test_a_page_that_shows_nothing_is_told(home):
    add_section(home, "text", enabled=False)
    assert "no sections" in only(home).message


def test_sections_that_are_all_shown_another_time_are_to_be_looked_at(home):
    section = add_section(home, "text", {"body": words("Soon.")})
    Section.objects.filter(pk=section.pk).update(visible_from=timezone.now() + timedelta(days=1))
    assert found(home, WARNING) == [("", "Readers see no section now: all have times of their own.")]
    add_section(home, "text", {"body": words("Now.")})
    assert not found(home, WARNING)


def test_a_taken_address_is_an_error_of_the_page(home):
    add_section(home, "text")
    live = make_live(slug="other")
    Insight.objects.filter(pk=live.pk).update(slug="trust")
    assert only(home)[:3] == (ERROR, "", "slug")


def test_social_links_without_address_are_told_unless_the_site_has_a_profile(home):
    rows = [{"id": "a", "icon": "fa-linkedin"}, {"id": "b", "icon": "fa-medium"}, {"id": "c"}]
    add_section(home, "social_links", {"links": rows})
    SiteProfile.objects.update(profiles=[{"network": "linkedin", "url": "https://linkedin.com/company/x"}])
    home = Insight.objects.get(pk=home.pk)
    assert [field for field, _message in found(home, WARNING)] == ["links[1].url", "links[2].url"]
    assert "Medium" in found(home)[0][1]


def test_an_image_without_a_file_is_told_wherever_it_stands(home):
    add_section(home, "image", {"image": "image/gone.jpg", "alt": "Stones"})
    add_section(home, "article", {"thumbnail": "image/gone.jpg", "body": words("Words.")})
    add_section(home, "text", {"body": [{"type": "image", "attrs": {"src": "image/gone.jpg", "alt": "Stones"}}]})
    assert [field for field, message in found(home) if "no file" in message] == ["image", "thumbnail", "body"]


def test_a_file_that_was_lost_is_told(home, picture):
    add_section(home, "image", {"image": picture, "alt": "Stones"})
    assert check(home) == []
    file = Image.objects.get().file
    file.storage.delete(file.name)
    assert "no file" in only(home).message


def test_pictures_that_tell_something_need_words(home, picture):
    add_section(home, "image", {"image": picture})
    add_section(home, "text", {"body": [{"type": "image", "attrs": {"src": picture}}]})
    add_section(home, "article", {"background": picture, "body": words("Words.")})
    assert [field for field, message in found(home) if "alternative" in message] == ["alt", "body"]
    Image.objects.update(alt="Two stones")
    assert check(home) == []


@pytest.mark.parametrize(
    ("levels", "told"),
    [([2, 3, 4], []), ([3, 4, 3], []), ([2, 4], [4]), ([3, 2], [3]), ([4, 4], []), ([2, 3, 2, 4, 4], [4])],
)
def test_headings_that_skip_a_level_are_told(home, levels, told):
    body = [node for level in levels for node in [heading(f"Level {level}", level), *words("Words.")]]
    add_section(home, "text", {"body": body})
    assert [one.message.partition("Level ")[2][:1] for one in check(home)] == [str(level) for level in told]


def test_headings_are_one_outline_across_sections_and_answers_have_their_own(home):
    add_section(home, "text", {"body": [heading("A", 2), *words("Words.")]}, uid="one")
    answer = [heading("Q", 5), *words("Words.")]
    add_section(home, "faq", {"questions": [{"id": "q", "question": "Why?", "answer": answer}]})
    add_section(home, "text", {"body": [heading("B", 4), *words("Words.")]}, uid="two")
    assert only(home)[1:] == ("two", "body", "The heading “B” is of level 4, right after one of level 2.")


def test_a_source_that_differs_from_the_text_is_told_at_the_source(home):
    add_section(home, "article", {"body": words("One."), "source": "<p>Other.</p>"})
    assert only(home).field == "source"


@pytest.mark.parametrize(
    ("href", "told"),
    [
        ("/insights/live/", ""),
        ("/insights/live", ""),
        ("/insights/live/?page=2#x", ""),
        ("http://127.0.0.1:8000/insights/nobody/", "does not exist"),
        ("/insights/nobody/", "does not exist"),
        ("/insights/draft/", "not published"),
        ("/insights/trust/", ""),
        ("/insights/topics/known/", ""),
        ("/insights/topics/unknown/", "does not exist"),
        ("/about/", ""),
        ("/nowhere/", "does not exist"),
        ("/static/favicon.svg", ""),
        ("/admin/", "administration"),
        ("https://example.com/nobody", ""),
        ("mailto:a@example.com", ""),
        ("#", "without an address"),
        ("#top", ""),
        ("#growth", ""),
        ("#sec1", ""),
        ("#sec1-q", ""),
        ("#elsewhere", "not on this page"),
        ("statamic://entry::x", "former site"),
    ],
)
def test_links_that_lead_nowhere_are_told(home, href, told, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    make_live(factories.CategoryFactory(slug="known"), slug="live")
    factories.InsightFactory(slug="draft")
    answer = {"id": "q", "question": "Why?", "answer": words("So.")}
    add_section(home, "faq", {"questions": [answer]}, uid="sec1")
    add_section(home, "text", {"body": [heading("Growth"), *words("Words.")]})
    add_section(home, "text", {"body": linked(href)}, uid="links")
    messages = [one.message for one in check(home)]
    assert len(messages) == bool(told)
    assert all(told in message for message in messages)


def test_a_link_field_is_looked_at_too(home):
    add_section(home, "call_to_action", {"button_url": "/nowhere/"})
    assert only(home).field == "button_url"


def test_a_link_in_two_styles_is_told_once(home):
    bold = linked("/nowhere/", "never")[0]["content"][0]
    bold["marks"].append({"type": "bold"})
    add_section(
        home, "text", {"body": [{"type": "paragraph", "content": [*linked("/nowhere/", "or ")[0]["content"], bold]}]}
    )
    assert "“or never”" in only(home).message


def test_a_chosen_insight_that_is_not_published_is_told_only_if_it_would_be_shown(home):
    draft, live = factories.InsightFactory(title="A draft"), make_live()
    chosen = {"insights": [str(draft.pk), str(live.home_id)]}
    section = add_section(home, "insight_grid", chosen | {"filter": "manual"})
    assert (only(home).field, "A draft" in only(home).message) == ("insights", True)
    Section.objects.filter(pk=section.pk).update(data=chosen)
    assert check(home) == []


def test_a_section_that_prints_nothing_is_told(home):
    add_section(home, "text")
    add_section(home, "insight_grid", {"filter": "category", "category": "unknown"}, uid="grid")
    assert (only(home).uid, only(home).level) == ("grid", WARNING)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{LONG}.", ""),
        (LONG, "middle"),
        (f"{LONG},", "middle"),
        (f"{LONG} and", "middle"),
        (f"{LONG}…", "dots"),
        (f"{LONG}...", "dots"),
        (f"“{LONG}.", "quotation"),
        (f"“{LONG}.”", ""),
        (f"„{LONG}.“", ""),
        (f'"{LONG}.', "quotation"),
        (f"{LONG}.¹", ""),
        (f"{LONG}:", ""),
        (f"{LONG} at https://example.com/a", ""),
        ("A short line", ""),
    ],
)
def test_text_that_looks_cut_off_is_told(home, text, told):
    add_section(home, "text", {"body": words(text)})
    messages = [one.message for one in check(home)]
    assert len(messages) == bool(told)
    assert all(told in message for message in messages)


def test_only_the_last_paragraph_counts_and_lists_end_as_they_like(home):
    item = {"type": "listItem", "content": words(LONG)}
    add_section(home, "text", {"body": [*words(LONG), {"type": "bulletList", "content": [item]}]})
    assert check(home) == []


def test_plain_text_is_told_only_when_it_breaks_off(home):
    add_section(home, "article", {"description": f"{LONG}, and", "body": words("Words.")})
    add_section(home, "quote", {"quote": LONG})
    assert only(home).field == "description"


def test_errors_come_first_and_the_headline_counts(home):
    add_section(home, "text", {"body": words(LONG)})
    add_section(home, "quote", {})
    assert [one.level for one in check(home)] == [ERROR, WARNING]
    assert summary(check(home)).headline == "1 thing stops publishing, 1 thing to look at"


@pytest.mark.parametrize("count", [1, 50])
def test_checking_costs_the_same_whatever_the_number_of_sections(home, count, django_assert_max_num_queries):
    other, topic = make_live(), factories.CategoryFactory()
    home.file_under([topic])
    for number in range(count):
        body = [heading("A"), *linked(f"/insights/x{number}/"), *linked("/insights/topics/a/"), *linked("#there")]
        add_section(home, "text", {"body": body})
        add_section(home, "image", {"image": f"image/{number}.jpg"})
        add_section(home, "insight_grid", {"filter": "manual", "insights": [str(other.home_id)]})
    home = Insight.objects.get(pk=home.pk)
    with django_assert_max_num_queries(7):
        check(home)


def test_errors_stop_publishing_when_asked_and_only_then(home):
    add_section(home, "quote", {}, uid="said")
    with pytest.raises(NotReadyError, match="not filled in") as caught:
        publish(home, checked=True)
    assert [one.uid for one in caught.value.checks] == ["said"]
    assert isinstance(caught.value, ValidationError)
    assert not Insight.objects.live().exists()
    assert publish(home).is_live


def test_warnings_stop_nothing(home):
    add_section(home, "text", {"body": words(LONG)})
    assert publish(home, checked=True).is_live


@pytest.mark.parametrize("path", ["//[x", "/%ff", "/?[", "/#[x"])
def test_an_address_that_cannot_be_read_is_no_error(settings, path):
    home = factories.InsightFactory()
    add_section(home, "call_to_action", {"heading": "Words.", "button_url": settings.SITE_URL + path})
    assert all(found.level == "warning" for found in check(home))
