"""What is written into the outbox: whom it tells what, in words that break no header."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from insights.content.models import SiteProfile
from insights.demos import mails
from insights.demos.due_mails import write_due
from insights.demos.models import Booking, DemoRequest, DemoSettings, OutboxMail
from insights.demos.outbox import message
from insights.demos.receiving import receive
from insights.demos.source import Source
from insights.tests.demos.conftest import at, make_desk
from insights.tests.factories import make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk", "noon")]
FIRST, SECOND = "2026-11-25T12:00Z", "2026-11-26T10:00Z"


def kinds():
    return list(OutboxMail.objects.order_by("made_at", "kind").values_list("kind", flat=True))


def mail(kind):
    return OutboxMail.objects.get(kind=kind)


def event(row):
    calendar = Calendar.from_ical(row.attachment)
    return calendar["method"], calendar.walk("VEVENT")[0]


def test_a_request_without_a_time_thanks_the_visitor_and_tells_the_team(send):
    send(message="We begin in March.", topics=[])
    assert sorted(kinds()) == ["team-new", "visitor-received"]
    thanks, notice = mail("visitor-received"), mail("team-new")
    assert (thanks.to, thanks.reply_to) == ("amara@northlight.example", "team@example.com")
    assert (notice.to, notice.reply_to) == ("team@example.com", "amara@northlight.example")
    assert notice.subject == "[MentorCloud] Request for a demo: Northlight Rail"
    for part in ("We begin in March.", "Northlight Rail", "100–499", "Days: Tuesday", "/admin/insights/demorequest/"):
        assert part in notice.text
    assert "/demo/request/" in thanks.text
    assert not thanks.attachment


def test_a_booked_one_brings_an_invitation_on_the_visitor_s_clock(send):
    send(slot=FIRST, time_zone="Asia/Kolkata")
    confirmation = mail("visitor-booked")
    assert "Wednesday, November 25, 2026, 17:30 (Asia/Kolkata)" in confirmation.text
    method, found = event(confirmation)
    assert (method, found["sequence"], found["status"]) == ("REQUEST", 0, "CONFIRMED")
    assert found["attendee"] == "mailto:amara@northlight.example"
    assert found["organizer"] == "mailto:team@example.com"
    method, found = event(mail("team-new"))
    assert method == "PUBLISH"
    assert "attendee" not in found
    assert "12:00 (UTC)" in mail("team-new").text


def test_the_organizer_is_an_address_also_where_the_sender_has_a_name(send, settings):
    make_desk(team_email="")
    SiteProfile.objects.update(email="")
    settings.DEFAULT_FROM_EMAIL = "MentorCloud <site@mentor.example>"
    send(slot=FIRST)
    assert event(mail("visitor-booked"))[1]["organizer"] == "mailto:site@mentor.example"


def test_moving_and_cancelling_keep_the_event_and_count_on(send, client):
    address = send(slot=FIRST)["Location"]
    client.post(f"{address}move/", {"slot": SECOND})
    client.post(f"{address}cancel/")
    events = [event(mail(f"visitor-{kind}")) for kind in ("booked", "moved", "cancelled")]
    assert [method for method, _found in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({found["uid"] for _method, found in events}) == 1
    assert [found["sequence"] for _method, found in events] == [0, 1, 2]
    assert events[2][1]["status"] == "CANCELLED"
    assert {"team-new", "team-moved", "team-cancelled"} <= set(kinds())
    assert "Moved from: Wednesday, November 25, 2026, 12:00 (Europe/London)" in mail("visitor-moved").text
    assert "Moved from: Wednesday, November 25, 2026, 12:00 (UTC)" in mail("team-moved").text


def test_nothing_the_visitor_says_is_printed_as_more_than_words(send):
    send(name="<script>x</script>", message="{{ settings.SECRET_KEY }} {% load x %} <b>\n2nd", company="=?utf-8?q?x?=")
    notice = mail("team-new")
    assert "{{ settings.SECRET_KEY }} {% load x %} <b>" in notice.text
    assert "&lt;script&gt;" in notice.html
    assert "<script" not in notice.html
    assert "2nd" in notice.html
    assert "=?" not in notice.subject


def test_headers_are_ours(send, settings):
    send(name="A\r\nBcc: v@x.example", company="B\r\nTo: v@x.example")
    for row in OutboxMail.objects.all():
        sent = message(row).message()
        assert sent["From"] == settings.DEFAULT_FROM_EMAIL
        assert sent.get_all("To") == [row.to]
        assert not sent["Bcc"]
        assert "\n" not in sent["Subject"]
        assert str(row.pk) in sent["Message-ID"]


def test_the_calendar_file_is_attached_as_what_it_is(send):
    send(slot=FIRST)
    [part] = [part for part in message(mail("visitor-booked")).message().walk() if part.get_filename()]
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "demo.ics"
    assert Calendar.from_ical(part.get_payload(decode=True))


def test_the_site_s_address_gets_what_the_team_has_none_for(send):
    make_desk(team_email="")
    SiteProfile.objects.update(email="hello@example.com")
    send()
    assert mail("team-new").to == "hello@example.com"
    SiteProfile.objects.update(email="")
    send(name="Another")
    assert OutboxMail.objects.filter(kind="team-new").count() == 1


def test_the_team_reads_which_article_it_was(send):
    version = make_live(title="Trust")
    send(f"/demo/?insight={version.slug}&utm_source=news")
    assert "Article: Trust" in mail("team-new").text
    assert "utm_source=news" in mail("team-new").text


def test_nobody_gets_mail_because_somebody_suspicious_gave_the_address(slot):
    values = dict.fromkeys(("role", "message", "preferred_days", "preferred_time", "time_zone"), "")
    values |= {"name": "A", "company": "B", "email": "v@x.example", "company_size": "1-99", "topics": [], "slot": None}
    receive(values, Source(), reasons=["honeypot"])
    assert kinds() == []


def test_above_the_limit_one_digest_comes_when_the_hour_is_over(send, noon):
    make_desk(digest_limit=2)
    for number in range(5):
        send(name=f"Visitor {number}", company=f"Company {number}")
    write_due()
    assert kinds().count("team-new") == 2
    assert kinds().count("visitor-received") == 5
    for _ in range(2):
        with at(noon + timedelta(hours=1)):
            write_due()
    digest = mail("team-digest")
    assert "3 more requests for a demo in the hour from 12:00" in digest.subject
    assert "/admin/insights/demorequest/" in digest.text
    assert "Company" not in digest.text


# Reminders


def reminders():
    return sorted(kind for kind in kinds() if "reminder" in kind)


@pytest.fixture
def address(send):
    return send(slot=FIRST)["Location"]


def test_both_are_reminded_a_day_and_an_hour_before_once(address, noon):
    starts = noon + timedelta(days=2)
    both = []
    for before, new in (
        (timedelta(hours=25), []),
        (timedelta(hours=24), ["team-reminder-day", "visitor-reminder-day"]),
        (timedelta(hours=2), []),
        (timedelta(minutes=59), ["team-reminder-hour", "visitor-reminder-hour"]),
        (timedelta(minutes=5), []),
        (timedelta(minutes=-5), []),
    ):
        for _ in range(2):
            with at(starts - before):
                write_due()
        both += new
        assert reminders() == sorted(both)
    assert mail("visitor-reminder-day").not_after == starts


def test_nobody_is_reminded_of_what_was_agreed_a_moment_ago(send, noon):
    make_desk(notice_hours=0)
    send(slot="2026-11-23T16:00Z")
    write_due()
    assert reminders() == []
    with at(noon + timedelta(hours=3, minutes=30)):
        write_due()
    assert reminders() == ["team-reminder-hour", "visitor-reminder-hour"]


def test_whoever_has_cancelled_is_shown_the_way_to_another(address, client, settings):
    client.post(f"{address}cancel/")
    assert f"{settings.SITE_URL}/demo/" in mail("visitor-cancelled").text


def test_a_demo_that_moved_or_was_cancelled_is_not_reminded_of_at_its_former_time(address, client, noon):
    with at(noon + timedelta(days=1)):
        write_due()
        assert len(reminders()) == 2
        client.post(f"{address}move/", {"slot": "2026-11-27T12:00Z"})
        write_due()
        assert reminders() == []
    with at(noon + timedelta(days=3)):
        write_due()
        assert len(reminders()) == 2
        client.post(f"{address}cancel/")
        write_due()
        assert reminders() == []


def test_a_demo_that_moves_after_its_reminder_was_sent_has_another(address, client, noon):
    with at(noon + timedelta(days=1)):
        write_due()
        OutboxMail.objects.update(state="sent")
        client.post(f"{address}move/", {"slot": "2026-11-27T12:00Z"})
    with at(noon + timedelta(days=3)):
        write_due()
    assert reminders() == ["team-reminder-day"] * 2 + ["visitor-reminder-day"] * 2


def test_nobody_is_reminded_of_what_the_team_has_filed_as_spam(address, noon):
    DemoRequest.objects.update(state="spam")
    with at(noon + timedelta(days=1)):
        write_due()
    assert reminders() == []


def test_reminders_can_be_switched_off(address, noon):
    DemoSettings.objects.update(reminders=False)
    with at(noon + timedelta(days=1)):
        write_due()
    assert reminders() == []


def test_a_mail_is_written_once_for_its_key(send):
    send(slot=FIRST)
    booking, count = Booking.objects.get(), OutboxMail.objects.count()
    mails.received(DemoSettings.current(), DemoRequest.objects.get(), booking)
    assert OutboxMail.objects.count() == count
