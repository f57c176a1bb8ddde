"""What was imported comes out as a document again, and in again."""

from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from insights.content.models import Insight
from insights.documents import yaml
from insights.documents.emitting import emit
from insights.documents.export import document, documents
from insights.documents.reading import collect
from insights.documents.run import import_files
from insights.documents.site import load_site
from insights.publishing.models import AuditEntry
from insights.sections.registry import kinds
from insights.tests.factories import InsightFactory, add_section, make_live

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30)
SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_whatever_is_written_is_read_as_it_was(values):
    assert (yaml.load(emit(values)) or {}) == values


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Two words", "a: 'Two words'"),
        ("it's", "a: 'it''s'"),
        ("plain", "a: plain"),
        ("image/a.jpg", "a: image/a.jpg"),
        ("true", "a: 'true'"),
        ("2021-02-30", "a: '2021-02-30'"),
        ("1e5", "a: '1e5'"),
        ("", "a: ''"),
        (None, "a: null"),
        ("One\nTwo", "a: |-\n  One\n  Two"),
        ("One\n", "a: |\n  One"),
        ("\tOne\nTwo", "a: |2-\n  \tOne\n  Two"),
        ([{"type": "text"}], "a:\n  -\n    type: text"),
        ([], "a: []"),
    ],
)
def test_it_is_written_as_statamic_writes_it(value, written):
    assert emit({"a": value}) == f"{written}\n"


def everything(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


@pytest.mark.django_db
def test_export_import_export_gives_equal_bytes(documents, tmp_path):
    load_site(documents.parent / "site.yaml")
    import_files(collect([documents]))
    call_command("export_insights", str(tmp_path / "one"))
    Insight.objects.all().delete()
    assert not import_files(collect([tmp_path / "one"])).failed
    call_command("export_insights", str(tmp_path / "two"))
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_s_sample_comes_back(kind, tmp_path):
    home = InsightFactory()
    section = add_section(home, kind)
    (tmp_path / "a.md").write_text(document(home))
    home.sections.all().delete()
    import_files(collect([tmp_path]))
    found = home.sections.get()
    assert (found.kind, found.uid, found.data) == (kind, section.uid, section.data)


@pytest.mark.django_db
def test_the_public_export_holds_what_readers_see():
    home = make_live(title="Seen", sections={"quote": {"quote": "Shown."}}).working_copy
    add_section(home, "quote", {"quote": "Hidden words."}, uid="later")
    Insight.objects.filter(working_copy=home).update(extra={"secret": "front matter"})
    InsightFactory(title="A draft")
    [(name, text)] = documents(Insight.objects.live(), public=True)
    assert (name, "Shown." in text) == (f"{home.slug}.md", True)
    assert not [word for word in ("Hidden", "secret", "draft", "updated_by") if word in text]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_it_costs_the_same_few_queries_whatever_there_is(count, statements):
    for _ in range(count):
        add_section(InsightFactory(), "quote")
    with statements() as made:
        list(documents(Insight.objects.working().with_state()))
    assert len(made) <= 5


@pytest.mark.django_db
def test_the_trail_remembers_an_export(tmp_path):
    call_command("export_insights", str(tmp_path), "--public")
    assert AuditEntry.objects.get().details == {"count": 0, "public": True}
