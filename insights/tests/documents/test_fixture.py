"""fixtures/insights.json is what the documents say."""

import json

import pytest
from django.core.management import call_command

from insights.content.models import Insight
from insights.documents.fixture import dump
from insights.documents.reading import collect
from insights.documents.run import import_files
from insights.documents.site import load_site

pytestmark = pytest.mark.django_db


def test_the_fixture_is_in_step_with_the_documents(documents):
    load_site(documents.parent / "site.yaml")
    import_files(collect([documents]))
    written = (documents.parent / "insights.json").read_text(encoding="utf-8")
    assert json.loads(dump()) == json.loads(written), "run manage.py dump_fixture on an empty database"


def test_the_fixture_loads_into_a_site_that_works(documents, client):
    call_command("loaddata", str(documents.parent / "insights.json"), verbosity=0)
    assert Insight.objects.live().count() >= 14
    for insight in Insight.objects.live():
        assert client.get(insight.url).status_code == 200


def test_a_fixture_that_a_kind_s_form_refuses_is_not_loaded(tmp_path):
    section = {"insight": None, "uid": "a", "kind": "quote", "data": {"quote": ["not", "text"]}}
    home = Insight.objects.create(title="A", slug="a")
    record = {"model": "insights.section", "pk": 1, "fields": section | {"insight": str(home.pk)}}
    (tmp_path / "bad.json").write_text(json.dumps([record]))
    with pytest.raises(Exception, match="quote"):
        call_command("loaddata", str(tmp_path / "bad.json"), verbosity=0)
    assert not home.sections.exists()
