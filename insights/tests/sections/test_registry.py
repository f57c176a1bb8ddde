"""Every registered kind, and a new one."""

import json
import sys
import types

import pytest
from django.template.loader import get_template
from django.test import override_settings

from insights.richtext import MarkdownWriter
from insights.sections import registry
from insights.sections.base import Section
from insights.sections.checks import check_kinds
from insights.sections.kind import KindMeta, SectionForm, TextField
from insights.sections.rendering import Rendering
from insights.tests.factories import InsightFactory, add_section, make_live

KINDS = [pytest.param(name, id=name) for name in registry.kinds()]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_comes_back_from_the_database_to_the_letter(name):
    insight = InsightFactory()
    sample = registry.kinds()[name].sample()
    add_section(insight, name, sample)
    stored = insight.sections.get()
    assert type(stored) is registry.kinds()[name]
    assert json.dumps(stored.data) == json.dumps(sample)


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_is_printed_with_its_id_and_kind(name):
    make_live()
    insight = InsightFactory()
    add_section(insight, name, uid="abc12345")
    html = "".join(part for group in Rendering(insight).groups() for part in group.html)
    assert f'<section id="abc12345" data-kind="{name}"' in html


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_s_words_are_in_its_markdown(name):
    section = add_section(InsightFactory(), name)
    if section.closing_data() is not None:
        pytest.skip("it stands at the end of every page and is no part of its text")
    markdown = section.markdown(MarkdownWriter(image=lambda path: "https://example.com/a.jpg"))
    shown = Rendering(section.insight).opening.description
    assert [word for word in section.text().split() if word not in f"{markdown} {shown}"] == []
    assert "<" not in markdown


@pytest.mark.parametrize("name", KINDS)
def test_a_switched_off_section_prints_nothing(name):
    insight = InsightFactory()
    add_section(insight, name, enabled=False)
    assert Rendering(insight).groups() == []


@pytest.mark.parametrize("name", [name for name in registry.kinds() if registry.kinds()[name].closing_data() != {}])
def test_a_section_with_nothing_to_show_prints_nothing(name):
    insight = InsightFactory()
    add_section(insight, name, {})
    assert Rendering(insight).groups() == []


@pytest.mark.parametrize("name", KINDS)
def test_a_section_has_a_line_for_the_list_and_keeps_unknown_keys(name):
    section = add_section(InsightFactory(), name, registry.kinds()[name].sample() | {"nobody_knows": [1]})
    assert isinstance(section.summary(), str)
    assert section.data["nobody_knows"] == [1]


def test_all_sections_load_in_one_query_typed_and_in_order(django_assert_num_queries):
    insight = InsightFactory()
    for name in registry.kinds():
        add_section(insight, name)
    with django_assert_num_queries(1):
        assert [type(section) for section in insight.sections.all()] == list(registry.kinds().values())


def test_an_unknown_kind_is_kept_whole_and_hidden_from_readers():
    insight = InsightFactory()
    Section.objects.create(insight=insight, uid="x", kind="hubspot_form", data={"portal": 7})
    section = insight.sections.get()
    assert type(section) is Section
    assert section.data == {"portal": 7}
    assert Rendering(insight).groups() == []


def test_a_new_kind_is_one_module_one_template_and_one_line(monkeypatch):
    module = types.ModuleType("plugins.greeting")

    class Greeting(Section):
        __module__ = "plugins.greeting"
        label = "Greeting"

        class Form(SectionForm):
            words = TextField()

        class Meta(KindMeta):
            app_label = "insights"

        @classmethod
        def sample(cls):
            return {"words": "Good morning"}

        def context(self, rendering):
            return {"words": self.value("words")}

    module.Greeting = Greeting
    monkeypatch.setitem(sys.modules, "plugins.greeting", module)
    monkeypatch.setattr(registry, "KINDS", (*registry.KINDS, "plugins.greeting"))
    registry.kinds.cache_clear()
    template = {"insights/sections/greeting.html": "<p>{{ words }}</p>"}
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", template)]},
    }
    try:
        with override_settings(TEMPLATES=[engine]):
            assert get_template("insights/sections/greeting.html")
            insight = InsightFactory()
            add_section(insight, "greeting")
            html = Rendering(insight).groups()[0].html[0]
    finally:
        registry.kinds.cache_clear()
    assert "<p>Good morning</p>" in html
    assert 'data-kind="greeting"' in html


def test_every_kind_is_complete():
    assert check_kinds() == []
