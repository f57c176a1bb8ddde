"""Our own documents, which the site is filled with: each is read without a complaint about its blocks."""

import pytest
from django.conf import settings

from insights.documents.parse import parse
from insights.documents.reading import collect

FOLDER = settings.BASE_DIR / "fixtures" / "documents"
SOURCES = list(collect([FOLDER])) if FOLDER.is_dir() else []


def test_every_fixture_is_its_own_document():
    documents = [parse(source) for source in SOURCES]
    assert len({document.id for document in documents}) == len(documents)
    assert len({document.slug for document in documents}) == len(documents)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_fixture_has_a_date_and_blocks_with_types(source):
    document = parse(source)
    assert document.published_at is not None
    assert document.sets
    assert all(item.type for item in document.sets)
    assert all("unknown key" in note.message for note in document.notes)
