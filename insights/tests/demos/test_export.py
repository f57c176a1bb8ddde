"""Requests as files that no spreadsheet executes."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import lxml.etree
import pytest
from django.utils import timezone

from insights.demos.models import Entry
from insights.publishing.models import AuditEntry
from insights.tests import factories
from insights.tests.demos.people import LIST, administrator, booked, in_zone, make, searched, told
from insights.tests.factories import signed_in

pytestmark = pytest.mark.django_db
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ['=HYPERLINK("http://e","x")', "-2+3", "@SUM(1)", "\t=1", 'a";"=1', "a;=1", "x\n=1", "\uff1d1", "'=1", '"']


@pytest.fixture
def client():
    return signed_in(administrator())


def export(client, kind, **query):
    return client.post(f"{LIST}export/{kind}/", query_params=query)


def table(client, **query):
    """The CSV file's rows as dictionaries."""
    return list(csv.DictReader(io.StringIO(export(client, "csv", **query).getvalue().decode("utf-8-sig"), newline="")))


def sheet(client):
    """The XLSX file's cells: (type, formula, text)."""
    book = zipfile.ZipFile(io.BytesIO(export(client, "xlsx").getvalue()))
    rows = lxml.etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{MAIN}c")
    cells = [(cell.get("t"), cell.find(f"{MAIN}f"), "".join(cell.itertext())) for cell in rows]
    assert not [name for name in book.namelist() if "external" in name.lower()]
    return cells


@pytest.mark.parametrize("text", HOSTILE)
def test_a_spreadsheet_has_text_as_it_was_written(client, text):
    make(name=text)
    cells = sheet(client)
    assert [formula for _type, formula, _text in cells if formula is not None] == []
    assert ("inlineStr", None, text) in cells


@pytest.mark.parametrize("text", HOSTILE)
def test_no_csv_cell_begins_a_formula_whatever_it_is_split_by(client, text):
    make(name=text, company="")
    file = export(client, "csv").getvalue().decode("utf-8-sig")
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(file, newline=""), delimiter=delimiter):
            assert not [cell for cell in row if cell.lstrip(' "\t\r\n').startswith(("=", "+", "-", "@", "\uff1d"))]


def test_a_telephone_number_is_readable_and_whole(client):
    make(message="+1 555 010 0199")
    assert table(client)[0]["Message"] == "'+1 555 010 0199"
    assert ("inlineStr", None, "+1 555 010 0199") in sheet(client)


@pytest.mark.parametrize("text", ["Größe – 日本", "a,b", "O’Neill & O'Hara", "two\nlines"])
def test_other_text_stays_as_it_is(client, text):
    make(name=text)
    assert table(client)[0]["Name"] == text


def test_moments_are_on_the_team_s_clock(client):
    in_zone("Europe/Berlin")
    booked(make(created_at=datetime(2031, 7, 1, 22, 30, tzinfo=UTC)), datetime(2031, 7, 5, 8, tzinfo=UTC))
    row = table(client)[0]
    assert (row["Received (Europe/Berlin)"], row["Booked for (Europe/Berlin)"]) == (
        "2031-07-02 00:30",
        "2031-07-05 10:00",
    )


def test_filters_are_kept_and_what_was_searched_for_is_not_remembered(client):
    demo = make(company="One", state="won")
    make(company="Two")
    word = searched(client, "amara")["Location"].partition("=")[2]
    assert [row["Company"] for row in table(client, state="won", q=word)] == ["One"]
    assert told(demo) == [("exported", "CSV", {})]
    assert Entry.objects.count() == 1
    remembered = AuditEntry.objects.first()
    assert (remembered.action, remembered.actor_name) == ("export", "ada")
    assert remembered.details == {"of": "demo requests", "filters": "state=won", "count": 1}


def test_those_that_were_chosen(client):
    one = make(company="One")
    make(company="Two")
    answer = client.post(LIST, {"action": "export_csv", "_selected_action": [one.pk]})
    assert b"One" in answer.getvalue()
    assert b"Two" not in answer.getvalue()


def test_a_file_is_named_by_its_day_and_kept_by_no_cache(client):
    for kind in ("csv", "xlsx"):
        answer = export(client, kind)
        assert answer["Content-Disposition"] == f'attachment; filename="demo-requests-{timezone.localdate()}.{kind}"'
        assert "no-store" in answer["Cache-Control"]
        answer.getvalue()


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_many_cost_as_many_statements_as_few(client, statements, kind, count):
    for _number in range(count):
        make(insight=factories.InsightFactory()).topics.add(factories.CategoryFactory())
    with statements() as made:
        assert len(export(client, kind).getvalue()) > 100
    assert len(made) <= 22


def test_too_many_are_refused_with_a_word(client, monkeypatch):
    monkeypatch.setattr("insights.demos.team.export_views.MOST", 1)
    make(), make()
    assert export(client, "csv").status_code == 302
    assert b"Narrow the list" in client.get(LIST).content
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_looking_exports_nothing(client, kind, method):
    make()
    answer = getattr(client, method)(f"{LIST}export/{kind}/")
    assert answer.status_code == (204 if method == "options" else 405)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("kind", ["pdf", "CSV", "csv-xlsx"])
def test_other_kinds_are_none(client, kind):
    assert export(client, kind).status_code == 404


@pytest.mark.parametrize(
    "names", [(), ("view_demorequest",), ("export_demorequest",), ("view_demorequest", "change_demorequest")]
)
def test_who_may_not_export_gets_nothing_by_any_way(names):
    user = factories.colleague(*names)
    demo, client = make(), signed_in(user)
    for method in ("get", "post"):
        answer = getattr(client, method)(f"{LIST}export/csv/")
        assert answer.status_code == 403
    answer = client.post(LIST, {"action": "export_csv", "_selected_action": [demo.pk]})
    assert "csv" not in answer.headers.get("Content-Type", "")
    assert told(demo) == []


def test_a_bad_filter_is_no_error(client):
    assert export(client, "csv", state__exact__x="1").status_code in {302, 400}
