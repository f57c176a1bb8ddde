"""The content that ships with the project comes whole or not at all."""

import io

import pytest
from django.core.management import call_command

from insights.content.models import Category, Insight
from insights.documents import run
from insights.management.commands import load_fixtures
from insights.media.models import Image
from insights.tests.factories import picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Loads a small folder of fixtures: two documents and one image."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "assets").mkdir()
    (tmp_path / "site.yaml").write_text("categories: [{slug: craft, name: Craft}]")
    (tmp_path / "documents" / "a.md").write_text("---\ntitle: A\n---\n\n![](a.png)\n\nWords.\n")
    (tmp_path / "documents" / "b.md").write_text("---\ntitle: B\n---\n")
    monkeypatch.setattr(load_fixtures, "FIXTURES", tmp_path)
    return lambda: call_command("load_fixtures", if_empty=True, stdout=io.StringIO())


def test_an_interrupted_load_leaves_nothing_and_is_done_again(load, monkeypatch):
    def interrupted(converted, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load()
    assert not Insight.objects.exists()
    assert not Category.objects.exists()
    load()
    assert Insight.objects.working().count() == 2


def test_images_that_an_interruption_left_out_are_stored_the_next_time(load, monkeypatch):
    def interrupted(folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(load_fixtures, "import_assets", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load()
    assert Insight.objects.working().count() == 2
    Image.objects.get_or_create(path="a.png")
    (load_fixtures.FIXTURES / "assets" / "a.png").write_bytes(picture_file().read())
    load()
    assert not Image.objects.get().is_missing
    assert Insight.objects.working().count() == 2
