"""One request: shown as it was written, changed with nothing lost, and its demo agreed on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.demos.erasing import erase
from insights.demos.models import Booking, DemoRequest, OutboxMail, WebhookDelivery
from insights.tests import factories
from insights.tests.demos.people import LIST, administrator, booked, in_zone, make, page_of, told
from insights.tests.factories import signed_in

pytestmark = pytest.mark.django_db
FAR = f"{timezone.localdate() + timedelta(days=400)}T10:00"
HOSTILE = "<script>alert(1)</script> {{ x }} <img src=x onerror=alert(1)>"


@pytest.fixture
def ada():
    return administrator()


@pytest.fixture
def client(ada):
    return signed_in(ada)


def url(demo):
    return f"{LIST}{demo.pk}/change/"


def saved(client, demo, **values):
    data = {"revision": demo.revision, "owner": "", "next_step": "", "next_step_on": "", "note": ""}
    return client.post(url(demo), data | values)


def test_what_is_no_spam_is_said_so_on_its_page(client):
    demo = make(state="spam", reasons=["links"])
    button = page_of(client.get(url(demo))).cssselect("button[value=mark_not_spam]")[0]
    form = button.getparent()
    client.post(form.get("action"), dict(form.form_values()) | {"action": button.get("value")})
    demo.refresh_from_db()
    assert (demo.state, demo.reasons) == ("new", [])


def test_what_a_person_wrote_is_text(client):
    demo = make(message=HOSTILE, company="javascript:alert(1)", role=HOSTILE, preferred_days="{% url %}")
    answer = client.get(url(demo))
    html, page = answer.content.decode(), page_of(answer)
    assert "<script>alert" not in html
    assert HOSTILE in page.text_content()
    assert not [link for link in page.xpath("//a/@href") if "javascript" in link]
    assert "no-store" in answer["Cache-Control"]


def test_a_mail_address_cannot_add_to_its_link(client):
    demo = make(email="a?bcc=v%40x.example&x=@y.example")
    assert page_of(client.get(url(demo))).xpath("//a[starts-with(@href, 'mailto:')]/@href") == [
        "mailto:a%3Fbcc%3Dv%2540x.example%26x%3D@y.example"
    ]


def test_everything_is_saved_at_once_and_told_line_by_line(client, ada):
    demo = make()
    answer = saved(
        client, demo, state="contacted", owner=ada.pk, next_step="Call", next_step_on="2031-05-01", note="Yes\nsoon"
    )
    assert answer.status_code == 302
    demo.refresh_from_db()
    assert (demo.state, demo.owner, demo.next_step, str(demo.next_step_on)) == ("contacted", ada, "Call", "2031-05-01")
    assert {kind for kind, _text, _data in told(demo)} == {"state", "owner", "step", "note"}
    shown = page_of(client.get(url(demo))).cssselect(".timeline")[0].text_content()
    for words in ("New → Contacted", "nobody → ada", "Call · 2031-05-01", "Yes\nsoon"):
        assert words in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"next_step": "x" * 301}, {"next_step": "\0"}, {"next_step_on": "2026-02-30"}, {"owner": "999999"},
        {"note": "x" * 4001}, {"state": "nonsense"}, {"revision": "x"}, {"owner": "\0"},
    ],
)  # fmt: skip
def test_what_cannot_be_saved_stays_as_it_was_typed(client, wrong):
    demo = make()
    answer = saved(client, demo, **{"note": "Kept as typed"} | wrong)
    assert answer.status_code == 422
    typed = page_of(answer).cssselect("textarea[name=note]")[0].text_content().strip()
    assert typed == wrong.get("note", "Kept as typed")
    assert told(demo) == []


def test_a_stale_save_is_refused_and_shows_both(client, ada):
    demo = make()
    saved(client, demo, next_step="Theirs")
    answer = saved(client, demo, next_step="Mine", note="Mine too")
    assert answer.status_code == 409
    row = page_of(answer).cssselect(".sides tbody tr")[0].text_content()
    assert "Theirs" in row
    assert "Mine" in row
    page = page_of(answer)
    assert page.cssselect("[name=next_step]")[0].get("value") == "Mine"
    assert page.cssselect("textarea[name=note]")[0].text_content().strip() == "Mine too"
    demo.refresh_from_db()
    assert demo.next_step == "Theirs"
    assert page.cssselect("[name=revision]")[0].get("value") == str(demo.revision)
    assert saved(client, demo, next_step="Mine", note="Mine too").status_code == 302


def test_a_stale_save_keeps_what_others_set_and_it_left_alone(client, ada):
    demo = make(next_step_on="2031-05-01")
    saved(client, demo, owner=ada.pk, next_step="Theirs")
    shown = {"initial-owner": "", "initial-next_step": "", "initial-next_step_on": "2031-05-01"}
    assert saved(client, demo, next_step_on="2031-06-01", note="Later", **shown).status_code == 302
    demo.refresh_from_db()
    assert (demo.owner, demo.next_step, str(demo.next_step_on)) == (ada, "Theirs", "2031-06-01")


def test_a_conflict_is_of_what_both_have_changed(client, ada):
    demo = make()
    saved(client, demo, owner=ada.pk, next_step="Theirs")
    page = page_of(saved(client, demo, next_step="Mine"))
    assert [row.text_content() for row in page.cssselect(".sides tbody tr")] == ["Next stepTheirsMine"]
    form = page.cssselect("form.ask")[0]
    assert form.fields["owner"] == form.fields["initial-owner"] == str(ada.pk)
    client.post(url(demo), dict(form.form_values()))
    demo.refresh_from_db()
    assert (demo.owner, demo.next_step) == (ada, "Mine")


def test_a_demo_moved_or_cancelled_does_not_undo_what_was_won(client):
    demo = make(state="won")
    booked(demo, timezone.now() + timedelta(days=3))
    client.post(f"{LIST}{demo.pk}/demo/", {"starts_at": f"{timezone.now() + timedelta(days=5):%Y-%m-%dT%H:%M}"})
    client.post(f"{LIST}{demo.pk}/demo/", {"cancel": "1"})
    demo.refresh_from_db()
    assert (demo.state, [kind for kind, *_rest in told(demo)]) == ("won", ["cancelled", "moved"])


def test_a_state_that_was_pressed_is_not_lost_by_an_error(client):
    demo = make()
    page = page_of(saved(client, demo, state="held", next_step_on="x"))
    form = page.cssselect("form.ask")[0]
    typed = [(field.name, field.value or "") for field in form.inputs if getattr(field, "name", None)]
    assert ("state", "held") in typed
    client.post(url(demo), dict(typed) | {"next_step_on": ""})
    demo.refresh_from_db()
    assert demo.state == "held"
    client.post(url(demo), {"state": ["held", "won"], "revision": demo.revision})
    demo.refresh_from_db()
    assert demo.state == "won"


def test_nothing_is_written_about_somebody_who_was_erased_meanwhile(client):
    demo = make()
    erase([demo.pk])
    answer = saved(client, demo, note="Amara called", next_step="Call Amara")
    assert answer.status_code == 409
    assert "The person was erased" in answer.content.decode()
    assert [text for _kind, text, _data in told(demo)] == [""]
    demo.refresh_from_db()
    assert demo.next_step == ""


def test_a_note_alone_is_never_stale(client):
    demo = make()
    saved(client, demo, state="contacted")
    assert saved(client, demo, note="Also this").status_code == 302
    assert told(demo)[0][:2] == ("note", "Also this")


def test_the_owner_stays_who_has_left_the_team(client):
    demo = make(owner=factories.UserFactory(username="gone"))
    assert saved(client, demo, owner=demo.owner_id, note="Hello").status_code == 302
    demo.refresh_from_db()
    assert demo.owner.username == "gone"


def test_mails_and_calls_stand_in_the_timeline(client):
    demo = make()
    OutboxMail.objects.create(request=demo, key="a", kind="thanks", to="a@b.example", subject="Thank you", text="x")
    WebhookDelivery.objects.create(request=demo, event="request.received", state="failed", last_error="500: oops")
    shown = page_of(client.get(url(demo))).cssselect(".timeline")[0].text_content()
    for words in ("Mail to a@b.example", "Thank you · Waiting", "request.received · Failed · 500: oops"):
        assert words in shown


def test_a_page_costs_the_same_for_a_long_timeline(client, statements):
    demo = make()
    client.get(url(demo))
    with statements() as few:
        client.get(url(demo))
    for number in range(20):
        demo.refresh_from_db()
        saved(client, demo, note=f"Note {number}")
    with statements() as many:
        client.get(url(demo))
    assert len(many) == len(few) <= 16


@pytest.mark.parametrize("key", ["x", "00000000-0000-0000-0000-000000000000", "1", "a" * 300])
def test_what_is_not_there_is_not_found(client, key):
    assert client.get(f"{LIST}{key}/change/").status_code == 404


def test_its_demo_is_told_on_the_clock_of_the_whole_page_and_on_the_team_s(client):
    demo = make()
    booked(demo, timezone.now().replace(hour=12, minute=0) + timedelta(days=3))
    for zone, clocks in (("UTC", 1), ("Asia/Kolkata", 2)):
        client.cookies["time_zone"] = zone
        told = page_of(client.get(url(demo))).cssselect("section[aria-labelledby=demo-title]")[0].text_content()
        assert f"({zone})" in told
        assert "12:00–12:40 (UTC)" in told
        assert told.count(":40 (") + told.count(":10 (") == clocks


def test_the_team_books_moves_and_cancels_on_its_own_clock(client, ada):
    in_zone("Europe/Berlin")
    demo = make()
    way = f"{LIST}{demo.pk}/demo/"
    day = timezone.localdate() + timedelta(days=400)
    for hour, kind in (("09:30", "booked"), ("11:00", "moved")):
        assert client.post(way, {"starts_at": f"{day}T{hour}"}).status_code == 302
        assert told(demo)[0][0] == kind
    assert "→" in client.get(url(demo)).content.decode().partition("Demo moved")[2].partition("</li>")[0]
    with timezone.override("Europe/Berlin"):
        assert timezone.localtime(demo.standing().starts_at).strftime("%H:%M") == "11:00"
    assert demo.entries.first().by == ada
    assert OutboxMail.objects.filter(request=demo, to=demo.email).count() >= 2
    client.post(way, {"cancel": "1"})
    assert demo.standing() is None
    assert client.post(way, {"cancel": "1"}).status_code == 302
    assert [kind for kind, _text, _data in told(demo)] == ["cancelled", "moved", "booked"]


@pytest.mark.parametrize("typed", ["", "x", "2020-01-01T09:00", "9999-12-31T23:59", "\0", "0001-01-01T00:00"])
def test_a_time_that_is_none_is_told_and_stays(client, typed):
    demo = make()
    answer = client.post(f"{LIST}{demo.pk}/demo/", {"starts_at": typed})
    assert answer.status_code == 422
    assert page_of(answer).cssselect(".ask--narrow .errorlist")
    assert not Booking.objects.exists()


def test_a_demo_that_has_been_is_not_cancelled(client):
    demo = make(state="held")
    booked(demo, timezone.now() - timedelta(days=1))
    assert not page_of(client.get(url(demo))).cssselect("[name=cancel]")
    client.post(f"{LIST}{demo.pk}/demo/", {"cancel": "1"})
    assert demo.standing()
    assert told(demo) == []
    assert not OutboxMail.objects.exists()


def test_booking_a_demo_takes_back_what_looked_like_spam_so_that_the_mail_promised_goes_out(client):
    demo = make(state="spam", reasons=["links"])
    answer = client.post(f"{LIST}{demo.pk}/demo/", {"starts_at": FAR}, follow=True)
    assert "The visitor gets a mail." in answer.content.decode()
    demo.refresh_from_db()
    assert (demo.state, demo.reasons) == ("booked", [])
    assert demo.mails.filter(kind="visitor-booked", to=demo.email).exists()
    assert [kind for kind, *_rest in told(demo)] == ["booked", "state", "flagged"]


def test_no_mail_is_promised_where_nothing_changes(client):
    demo = make()
    for words in ("The visitor gets a mail.", "for that time already."):
        answer = client.post(f"{LIST}{demo.pk}/demo/", {"starts_at": FAR}, follow=True)
        assert words in answer.content.decode()
    assert demo.mails.filter(kind__startswith="visitor").count() == 1


def test_a_time_that_is_taken_is_refused(client):
    other = booked(make(), timezone.now().replace(microsecond=0, second=0) + timedelta(days=2))
    demo = make()
    near = timezone.localtime(other.starts_at + timedelta(minutes=10))
    answer = client.post(f"{LIST}{demo.pk}/demo/", {"starts_at": f"{near:%Y-%m-%dT%H:%M}"})
    assert answer.status_code == 422
    assert "Another demo is booked" in answer.content.decode()


def test_who_may_only_see_changes_nothing(ada):

    reader = factories.colleague("view_demorequest")
    client, demo = signed_in(reader), make()
    assert b'name="note"' not in client.get(url(demo)).content
    assert saved(client, demo, note="Forged").status_code == 403
    assert client.post(f"{LIST}{demo.pk}/demo/", {"cancel": "1"}).status_code == 403
    assert client.post(f"{LIST}board/{demo.pk}/", {"state": "won", "revision": "1"}).status_code == 403
    assert DemoRequest.objects.get().revision == 1
