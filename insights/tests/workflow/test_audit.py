"""The audit trail in the admin: read, narrowed, exported, changed by nobody."""

import csv
import io
from datetime import UTC, datetime

import lxml.html
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from insights.publishing.audit import record
from insights.publishing.models import Action, AuditEntry
from insights.publishing.publish import publish
from insights.tests import factories
from insights.tests.factories import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:insights_auditentry_changelist")
EXPORT = reverse("admin:insights_auditentry_export")


@pytest.fixture
def client():
    return signed_in(factories.member("Administrator", username="ada"))


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="Trust")
    publish(insight, by=factories.UserFactory(username="ben"))
    record(Action.WENT_LIVE, factories.InsightFactory(title="Doors"))
    return insight


def entry(text, **values):
    return AuditEntry.objects.bulk_create([AuditEntry(action=Action.PUBLISHED, title=text, **values)])[0]


def titles(client, **query):
    page = lxml.html.fromstring(client.get(LIST, query).content)
    return [cell.text_content() for cell in page.cssselect("td.field-about")]


def exported(client, **query):
    answer = client.post(EXPORT, query_params=query)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_newest_entry_comes_first_and_leads_to_its_insight(client, home):
    assert titles(client) == ["Doors", "Trust"]
    html = client.get(LIST).content.decode()
    assert reverse("admin:insights_insight_change", args=[home.pk]) in html
    assert "the site itself" in html
    assert "Times are in UTC." in html


def test_an_insight_that_is_gone_is_named_without_a_link(client, home):
    home.versions.all().delete()
    home.delete()
    assert titles(client) == ["Doors", "Trust"]
    assert str(home.pk) not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"what": "publish"}, ["Trust"]),
        ({"what": "nonsense"}, ["Doors", "Trust"]),
        ({"who": "ben"}, ["Trust"]),
        ({"who": "-"}, ["Doors"]),
        ({"who": "nobody\0"}, ["Doors", "Trust"]),
        ({"q": "trus"}, ["Trust"]),
        ({"q": "ben"}, ["Trust"]),
        ({"q": "\0"}, ["Doors", "Trust"]),
        ({"what": "publish", "q": "doors"}, []),
        ({"from": "2000-01-01"}, ["Doors", "Trust"]),
        ({"until": "2000-01-01"}, []),
        ({"from": "2000-01-01", "until": "2199-01-01"}, ["Doors", "Trust"]),
    ],
)
def test_the_trail_is_narrowed(client, home, query, found):
    assert titles(client, **query) == found


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "x", "\0", "9" * 5000])
@pytest.mark.parametrize("name", ["from", "until"])
def test_a_day_that_is_none_is_told_and_stays_as_typed(client, home, name, day):
    page = lxml.html.fromstring(client.get(LIST, {name: day}).content)
    assert page.cssselect(".audit__days [role=alert]")
    assert page.cssselect(f".audit__days [name={name}]")[0].get("value") in (day, "�")
    assert len(page.cssselect("td.field-about")) == 2


def test_days_are_the_editor_s(client):
    entry("Late", at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    client.cookies["time_zone"] = "Europe/Berlin"
    assert titles(client, **{"from": "2026-07-01", "until": "2026-07-01"}) == ["Late"]
    client.cookies["time_zone"] = "UTC"
    assert titles(client, **{"from": "2026-07-01"}) == []


def test_an_entry_tells_its_details_and_nothing_in_it_is_markup(client):
    one = entry("<b>Trust</b>", details={"note": "<script>x</script>", "before": ["Author"], "after": []})
    html = client.get(reverse("admin:insights_auditentry_change", args=[one.pk])).content.decode()
    assert "&lt;script&gt;x" in html
    assert "<dt>before</dt><dd>Author</dd>" in html
    assert "<b>Trust" not in html
    assert 'type="submit"' not in html.partition('id="content"')[2].partition('id="footer"')[0]


@pytest.mark.parametrize("is_superuser", [True, False])
def test_nobody_adds_changes_or_deletes_an_entry(client, home, is_superuser):
    who = signed_in(factories.admin_user()) if is_superuser else client
    before = list(AuditEntry.objects.values())
    one = AuditEntry.objects.first()
    for name, args in (("add", []), ("change", [one.pk]), ("delete", [one.pk])):
        answer = who.post(reverse(f"admin:insights_auditentry_{name}", args=args), {"title": "Forged", "post": "yes"})
        assert answer.status_code == 403
    who.post(LIST, {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"})
    assert list(AuditEntry.objects.values()) == before


def test_the_list_costs_the_same_for_few_entries_and_for_many(client, home, statements):
    client.get(LIST)
    with statements() as few:
        client.get(LIST)
    for number in range(60):
        record(Action.LINKED, home, label=str(number))
    with statements() as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_what_the_filters_leave_is_exported_and_the_export_is_remembered(client, home):
    head, row = exported(client, who="ben")
    assert head[:4] == ["when (UTC)", "who", "what", "insight"]
    assert row[1:5] == ["ben", "publish", "Trust", str(home.pk)]
    remembered = AuditEntry.objects.first()
    assert (remembered.action, remembered.actor_name) == ("export", "ada")
    assert remembered.details["filters"] == "who=ben"
    page = client.get(LIST, headers={"accept-language": "de"}).content.decode()
    assert "was: Protokoll" in page


def test_the_export_has_all_pages_in_a_constant_number_of_queries(client, home, statements):
    AuditEntry.objects.bulk_create(AuditEntry(action=Action.LINKED, title=f"Link {n}") for n in range(120))
    with statements() as made:
        assert len(exported(client)) == 1 + 2 + 120
    assert len(made) <= 12


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://e","x")', '\'=HYPERLINK("http://e","x")'),
        ("+1 555", "'+1 555"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r'=1"),
        ('a;"=1"', 'a;\'"=1"'),
    ],
)
def test_no_cell_is_a_formula(client, text, cell):
    entry(text, actor_name=text[:150])
    row = exported(client)[1]
    assert (row[1], row[3]) == (cell, cell)


@pytest.mark.parametrize("text", ['a"b;c', "a,b\nc", "Größe – 日本"])
def test_other_text_stays_as_it_is(client, text):
    entry(text)
    assert exported(client)[1][3] == text


@pytest.mark.parametrize(
    "path", [EXPORT, EXPORT.rstrip("/"), f"{EXPORT}?format=json", EXPORT.replace("export", "EXPORT")]
)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
@pytest.mark.parametrize("who", ["Editor", "reader", None])
def test_who_may_not_export_gets_nothing_by_any_way(home, path, method, who):
    user = factories.member("Editor") if who == "Editor" else factories.UserFactory(is_staff=True)
    if who == "reader":
        user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    asking = signed_in(user) if who else Client()
    before = AuditEntry.objects.count()
    answer = getattr(asking, method)(path, follow=who is not None)
    assert b"Trust" not in answer.content or "export" not in answer.request["PATH_INFO"].lower()
    assert "csv" not in answer.headers.get("Content-Type", "")
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_address_exports_nothing(client, home, method):
    before = AuditEntry.objects.count()
    assert getattr(client, method)(EXPORT).status_code == 405
    assert AuditEntry.objects.count() == before


def test_a_bad_filter_is_no_error(client, home):
    assert client.post(EXPORT, query_params={"action__exact__x": "1"}).status_code in {302, 400}
    assert client.post(EXPORT, query_params={"p": "999999"}).status_code in {200, 302}
