"""The list of requests: found, narrowed, and changed many at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.demos import changes
from insights.demos.models import DemoRequest, DemoSettings, Entry, OutboxMail, WebhookDelivery
from insights.tests import factories
from insights.tests.demos.people import (
    LIST,
    administrator,
    ago,
    booked,
    companies,
    make,
    page_of,
    searched,
    signed_in,
    told,
)

pytestmark = pytest.mark.django_db
State = DemoRequest.State


@pytest.fixture
def ada():
    return administrator()


@pytest.fixture
def client(ada):
    return signed_in(ada)


def acted(client, action, *demos, **values):
    data = {"action": action, "_selected_action": [demo.pk for demo in demos], **values}
    return client.post(LIST, data)


def test_a_row_tells_what_the_team_needs(client, ada):
    insight = factories.InsightFactory(title="Trust")
    due = timezone.localdate() - timedelta(days=1)
    demo = make(owner=ada, insight=insight, next_step="Call", next_step_on=due, reasons=["links"], state=State.BOOKED)
    booked(demo, timezone.now() + timedelta(days=3))
    row = page_of(client.get(LIST)).cssselect("#result_list tbody tr")[0].text_content()
    for words in ("Northlight Rail", "Booked", "Amara Vasquez", "ada", "Trust", "Call", "Overdue", "Flagged"):
        assert words in row
    assert "amara@" not in row


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "won"}, ["Won"]),
        ({"state": "open"}, ["Mine"]),
        ({"state": "nonsense"}, ["Mine", "Won"]),
        ({"owner": "mine"}, ["Mine"]),
        ({"owner": "nobody"}, ["Won"]),
        ({"owner": "0"}, ["Mine", "Won"]),
        ({"step": "overdue"}, ["Mine"]),
        ({"step": "today"}, []),
        ({"step": "planned"}, ["Mine"]),
        ({"step": "none"}, ["Won"]),
        ({"flagged": "yes"}, ["Won"]),
        ({"flagged": "no"}, ["Mine"]),
        ({"company_size": "100-499"}, ["Mine"]),
        ({"source": "newsletter"}, ["Won"]),
        ({"source": "\0"}, ["Mine", "Won"]),
        ({"from": "2000-01-01", "until": "2000-01-02"}, []),
    ],
)
def test_the_list_is_narrowed(client, ada, query, found):
    make(
        company="Won",
        state=State.WON,
        reasons=["honeypot"],
        campaign={"utm_source": "newsletter"},
        created_at=ago(days=1),
    )
    make(company="Mine", owner=ada, next_step_on="2020-01-01", company_size="100-499", message="Peer circles?")
    assert companies(client, **query) == found


def test_it_is_narrowed_by_topic_and_insight(client):
    topic, insight = factories.CategoryFactory(), factories.InsightFactory()
    make(company="One").topics.add(topic)
    make(company="Two", insight=insight)
    assert companies(client, topic=topic.pk) == ["One"]
    assert companies(client, from_insight=insight.pk) == ["Two"]
    assert len(companies(client, from_insight="made-up")) == 2


def test_a_list_costs_the_same_for_few_requests_and_for_many(client, statements):
    make(campaign={"utm_source": "one"})
    client.get(LIST)
    with statements() as few:
        client.get(LIST)
    for number in range(30):
        demo = make(insight=factories.InsightFactory(), owner=factories.member("Administrator"))
        booked(demo, timezone.now() + timedelta(days=number + 1))
    with statements() as many:
        client.get(LIST)
    assert len(many) == len(few) <= 15


@pytest.mark.parametrize("count", [1, 30])
def test_a_state_is_set_for_many_in_constant_statements(client, statements, count):
    demos = [make() for _number in range(count)]
    with statements() as made:
        acted(client, "set_state", *demos, to_state="contacted")
    assert {demo.state for demo in DemoRequest.objects.all()} == {State.CONTACTED}
    assert told(demos[0]) == [("state", "", {"from": "new", "to": "contacted"})]
    assert Entry.objects.count() == count
    assert len(made) <= 20


def test_what_is_so_already_leaves_no_trace(client):
    demo = make(state=State.WON)
    acted(client, "set_state", demo, to_state="won")
    demo.refresh_from_db()
    assert (told(demo), demo.revision) == ([], 1)


@pytest.mark.parametrize("state", ["", "nonsense", "\0"])
def test_a_state_that_is_none_is_not_set(client, state):
    demo = make()
    acted(client, "set_state", demo, to_state=state)
    assert page_of(client.get(LIST)).cssselect(".messagelist li")
    assert told(demo) == []


def test_requests_are_given_to_somebody_and_to_nobody(client, ada):
    ben = administrator(username="ben", first_name="Ben", last_name="Amin")
    demo = make(owner=ada)
    acted(client, "assign", demo, to_owner=ben.pk)
    demo.refresh_from_db()
    assert demo.owner == ben
    acted(client, "assign", demo, to_owner="")
    demo.refresh_from_db()
    assert demo.owner is None
    assert [data for _kind, _text, data in told(demo)] == [
        {"from": "Ben Amin", "to": ""}, {"from": "ada", "to": "Ben Amin"},
    ]  # fmt: skip


@pytest.mark.parametrize("owner", ["0", "x", "\0", "9" * 40])
def test_nobody_else_can_be_given_a_request(client, owner):
    editor = factories.member("Editor")
    demo = make()
    for value in (owner, str(editor.pk)):
        assert acted(client, "assign", demo, to_owner=value).status_code == 302
    assert told(demo) == []


def test_spam_and_back(client):
    demo = make(reasons=["honeypot"])
    acted(client, "mark_spam", demo)
    acted(client, "mark_not_spam", demo)
    demo.refresh_from_db()
    assert (demo.state, demo.reasons) == (State.NEW, [])
    assert [kind for kind, _text, _data in told(demo)] == ["state", "flagged", "state"]


def test_a_change_is_told_to_the_customer_system(client):
    DemoSettings.objects.update_or_create(pk=1, defaults={"webhook_url": "https://crm.example/hook"})
    acted(client, "set_state", make(), make(), to_state="won")
    assert {call.event for call in WebhookDelivery.objects.all()} == {"request.state"}
    assert WebhookDelivery.objects.count() == 2


def test_too_many_at_once_are_refused(client, monkeypatch):
    monkeypatch.setattr("insights.demos.team.actions.BULK", 1)
    demos = [make(), make()]
    acted(client, "mark_spam", *demos)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("role", ["Viewer", "Author", "Editor"])
def test_who_may_not_see_requests_sees_nothing_of_them(role):
    make()
    client = signed_in(factories.member(role))
    index = client.get("/admin/").content.decode()
    assert "demorequest" not in index
    assert "webhook" not in index
    assert client.get(LIST).status_code == 403


def test_nobody_adds_or_deletes_a_request(client):
    demo = make()
    assert client.get(reverse("admin:insights_demorequest_add")).status_code == 403
    assert client.post(reverse("admin:insights_demorequest_delete", args=[demo.pk]), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(LIST).content.decode()


def test_a_change_of_one_that_fails_changes_none(client, monkeypatch, ada):
    demo = make()
    monkeypatch.setattr(changes, "announce", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        changes.change([demo.pk], by=ada, state="won", note="Yes")
    demo.refresh_from_db()
    assert (demo.state, told(demo)) == (State.NEW, [])


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("amara@NORTHLIGHT", ["Mine", "Won"]), ("peer circles", ["Mine"]), ("", ["Mine", "Won"]),
        ("\0", ["Mine", "Won"]), ("x" * 5000, [])
    ],
)  # fmt: skip
def test_a_search_is_in_no_address(client, term, found):
    make(company="Won", created_at=ago(days=1))
    make(company="Mine", message="Peer circles?")
    answer = searched(client, term)
    assert "amara" not in answer["Location"].lower()
    page = page_of(client.get(answer["Location"]))
    assert [cell.text_content() for cell in page.cssselect("th.field-company_or_id")] == found
    assert not [way for way in page.xpath("//@href | //@action | //@formaction") if "amara" in way.lower()]
    assert page.cssselect("#searchbar")[0].get("value") == term.replace("\0", "\ufffd")[:300]


def test_filters_stay_with_a_search_and_the_page_does_not(client):
    make(company="Won", state=State.WON)
    make(company="New")
    page = page_of(client.get(LIST, {"state": "won", "p": "1"}))
    url = page.cssselect("#changelist-search")[0].get("action")
    assert url == f"{LIST}search/?state=won"
    page = page_of(client.post(url, {"q": "amara"}, follow=True))
    assert [cell.text_content() for cell in page.cssselect("th.field-company_or_id")] == ["Won"]


def test_a_search_of_another_session_finds_and_exports_nothing(client):
    make()
    address = searched(client, "amara")["Location"]
    other = signed_in(administrator(username="bea"))
    answer = other.get(address)
    assert "Type it again" in answer.content.decode()
    assert not page_of(answer).cssselect("th.field-company_or_id")
    exported = other.post(address.replace(LIST, f"{LIST}export/csv/"))
    assert len(b"".join(exported).splitlines()) == 1


def test_mails_are_searched_the_same_way(client):
    where = reverse("admin:insights_outboxmail_changelist")
    OutboxMail.objects.create(key="a", subject="Yours", to="amara@northlight.example")
    OutboxMail.objects.create(key="b", subject="Mine", to="team@example.org")
    page = client.get(searched(client, "northlight", where)["Location"]).content.decode()
    assert "Yours" in page
    assert "Mine" not in page


def test_only_who_may_see_requests_searches(client):
    assert searched(signed_in(factories.member("Editor")), "amara").status_code == 403
    assert client.get(f"{LIST}search/").status_code == 405
