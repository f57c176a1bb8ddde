"""What a document is filed under: names that differ stay apart, handles find their category."""

import itertools
from uuid import UUID

import pytest

from insights.content.models import Author, Category, Insight
from insights.documents.reading import collect
from insights.documents.run import import_files
from insights.tests.documents.test_import import entry
from insights.tests.factories import AuthorFactory, CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(tmp_path):
    """`filed("categories", "a", "b")`: the report of one document each."""

    def run(field, *values):
        for number, value in enumerate(values):
            name, text = entry(slug=f"d{number}", id_=UUID(int=number + 1), **{field: f"'{value}'"})
            (tmp_path / name).write_text(text, encoding="utf-8")
        return import_files(collect([tmp_path]))

    return run


@pytest.mark.parametrize(
    "names", [*itertools.permutations(["ab", "a,b"]), *itertools.permutations(["C", "C#", "C++"]), ["Ä", "A"]]
)
def test_categories_that_differ_in_more_than_capitals_stay_apart(filed, names):
    assert not filed("categories", *names).failed
    found = [insight.category.name.casefold() for insight in Insight.objects.working().order_by("pk")]
    assert found == [name.casefold() for name in names]


@pytest.mark.parametrize(
    "names",
    [["Leadership", "leadership", "LEADERSHIP"], ["équipe", "Équipe"], ["Привет", "привет"], ["our-work", "Our Work"],
     ["e\u0301t\u00e9", "\u00c9T\u00c9"]],
)  # fmt: skip
def test_the_capitals_of_a_category_do_not_count(filed, names):
    assert not filed("categories", *names).failed
    assert Category.objects.count() == 1


def test_a_handle_finds_its_category_by_slug_or_else_by_name(filed):
    stories, ours = CategoryFactory(slug="stories", name="Our Stories"), CategoryFactory(slug="ours", name="Stories")
    assert not filed("categories", "stories", "our-stories", "Stories", "tags", "tags").failed
    found = [insight.category for insight in Insight.objects.working().order_by("pk")]
    assert found[:3] == [stories, stories, ours]
    assert found[3] == found[4]


def test_names_as_long_as_can_be_stay_apart(filed):
    names = ["x" * 99 + "#", "x" * 99 + "!", "x" * 99 + "?"]
    assert not filed("categories", *names).failed
    assert Category.objects.count() == 3


def test_authors_are_their_names(filed):
    known = AuthorFactory(name="Ines Okafor", slug="ines")
    assert not filed("author", "By José Núñez", "Jose Nunez", "by ines OKAFOR", "JOSÉ NÚÑEZ").failed
    found = [insight.author for insight in Insight.objects.working().order_by("pk")]
    assert [author.name for author in found] == ["José Núñez", "Jose Nunez", "Ines Okafor", "José Núñez"]
    assert (found[2], Author.objects.count()) == (known, 3)
