"""Handing over for review, the answers, and the mail that tells of them."""

import smtplib

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError

from insights.content.models import Insight, SiteProfile
from insights.publishing.changes import touch
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish
from insights.publishing.signals import published
from insights.tests.factories import InsightFactory, colleague
from insights.workflow.comments import comment
from insights.workflow.models import Review
from insights.workflow.review_mail import one_line
from insights.workflow.reviews import approve, ask, return_, take_back

pytestmark = pytest.mark.django_db


def person(name, *codenames, **values):
    return colleague(*codenames, **{"username": name, "email": f"{name}@example.org"} | values)


@pytest.fixture
def ines():
    return person("ines", "view_insight", "change_own_insight", first_name="Ines")


@pytest.fixture
def max_():
    return person("max", "view_insight", "change_insight", "publish_insight", first_name="Max")


@pytest.fixture
def home(ines):
    return InsightFactory(title="Trust", owner=ines)


@pytest.fixture
def mails(django_capture_on_commit_callbacks):
    """`mails(do)`: {whom: the mail} that doing it sends."""

    def mails(do):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        assert all(len(message.to) == 1 and not message.cc and not message.bcc for message in mail.outbox)
        return {message.to[0].partition("@")[0]: message for message in mail.outbox}

    return mails


def test_one_review_is_open_at_a_time(home, ines):
    ask(home, by=ines, note="Please.")
    with pytest.raises(ValidationError, match="“Trust” is in review already"):
        ask(home, by=ines)
    with pytest.raises(IntegrityError):
        Review.objects.create(insight=home, revision=1)


def test_the_whole_way_is_remembered(home, ines, max_):
    return_(ask(home, by=ines, note="Please."), by=max_, answer="Shorter.")
    approve(ask(home, by=ines), by=max_)
    take_back(ask(home, by=ines), by=ines)
    assert [row.state for row in home.reviews.order_by("pk")] == ["returned", "approved", "taken_back"]
    told = AuditEntry.objects.order_by("pk").values_list("actor_name", "action", "details")
    assert list(told) == [
        ("ines", "ask", {"note": "Please."}),
        ("max", "return", {"note": "Shorter."}),
        ("ines", "ask", {}),
        ("max", "approve", {}),
        ("ines", "ask", {}),
        ("ines", "take_back", {}),
    ]


@pytest.mark.parametrize("act", [approve, take_back, lambda review, by: return_(review, by=by, answer="No.")])
def test_whoever_answers_second_is_told_so(home, ines, max_, act):
    review = ask(home, by=ines)
    approve(Review.objects.get(), by=max_)
    with pytest.raises(ValidationError, match="ended meanwhile"):
        act(review, by=max_)
    assert Review.objects.get().state == "approved"


def test_only_what_was_looked_at_is_approved(home, ines, max_):
    review = ask(home, by=ines)
    touch(home.pk)
    with pytest.raises(ValidationError, match="changed while you looked"):
        approve(review, by=max_, revision=home.revision)
    approve(review, by=max_, revision=home.revision + 1)
    assert Review.objects.get().revision == home.revision + 1


def test_what_is_returned_says_what_is_to_be_done(home, ines, max_):
    review = ask(home, by=ines)
    with pytest.raises(ValidationError, match="Say what is to be done"):
        return_(review, by=max_)
    comment(home, by=max_, text="Shorter.")
    return_(review, by=max_)
    assert Review.objects.get().state == "returned"


def test_nothing_is_asked_about_what_was_deleted(home, ines):
    Insight.objects.filter(pk=home.pk).update(deleted_at="2026-01-01T00:00Z")
    with pytest.raises(Insight.DoesNotExist):
        ask(home, by=ines)


def test_going_live_settles_what_was_asked_about_it_and_nothing_later(home, ines, max_, mails):
    approve(ask(home, by=ines), by=max_)
    sent = mails(lambda: publish(home, by=max_))
    assert Review.objects.get().state == "published"
    assert sent["ines"].subject == "[MentorCloud] Max published “Trust”"
    assert set(sent) == {"ines"}
    touch(home.pk)
    later = ask(Insight.objects.get(pk=home.pk), by=ines)
    version = home.versions.get()
    published.send(sender=Insight, insight=home, version=version)
    later.refresh_from_db()
    assert later.state == "open"


def test_asking_writes_to_everybody_who_may_publish_but_the_asker(home, ines, max_, mails):
    person("root", is_superuser=True)
    person("gone", "publish_insight", is_active=False)
    person("outside", "publish_insight", is_staff=False)
    person("mute", "publish_insight", email="")
    person("viewer", "view_insight")
    sent = mails(lambda: ask(home, by=ines, note="Is <b>this</b> good?\nThanks."))
    assert set(sent) == {"max", "root"}
    assert sent["max"].subject == "[MentorCloud] Ines asks for a review: “Trust”"
    assert "Is <b>this</b> good?\nThanks." in sent["max"].body
    assert f"/admin/insights/insight/{home.pk}/review/" in sent["max"].body
    assert sent["max"].body.count("http") == 1
    assert sent["max"].content_subtype == "plain"
    assert "@" not in sent["max"].body


def test_answers_go_to_who_asked_and_to_the_owner(home, ines, max_, mails):
    eva = person("eva", "view_insight", "change_insight")
    review = ask(home, by=eva)
    comment(home, by=max_, text="Here.")
    sent = mails(lambda: return_(review, by=max_, answer="See my comments."))
    assert set(sent) == {"eva", "ines"}
    assert sent["ines"].subject == "[MentorCloud] Max returned “Trust”"
    assert "See my comments." in sent["ines"].body
    assert "Comments to deal with: 1." in sent["ines"].body


def test_comments_go_to_the_owner_and_those_who_take_part(home, ines, max_, mails):
    eva, ann = person("eva", "change_insight"), person("ann", "change_insight")
    person("bob", "change_insight")
    approve(ask(home, by=ines), by=max_)
    comment(home, by=eva, text="One.")
    sent = mails(lambda: comment(home, by=ann, text="Two.", uid="a"))
    assert set(sent) == {"ines", "max", "eva"}
    assert "Two." in sent["ines"].body
    assert "/comments/#comment-" in sent["ines"].body


def test_whoever_may_not_read_it_any_more_gets_no_mail(home, ines, max_, mails):
    ines.user_permissions.clear()
    assert mails(lambda: comment(home, by=max_, text="One.")) == {}


@pytest.mark.parametrize("text", ["a\r\nBcc: evil@example.org", "a\0b", "a\u2028b\x85c", "  a\t \nb "])
def test_a_title_cannot_end_its_line_in_a_mail(home, ines, max_, mails, text):
    Insight.objects.filter(pk=home.pk).update(title=text.replace("\0", "\x01"))
    SiteProfile.objects.update(brand="Mentor\nCloud")
    subject = mails(lambda: ask(home, by=ines))["max"].message()["Subject"]
    assert "\n" not in str(subject).replace("\n ", " ")
    assert "\n" not in one_line(text)
    assert mail.outbox[0].recipients() == ["max@example.org"]


class Broken(EmailBackend):
    def open(self):
        raise smtplib.SMTPConnectError(421, "down")


class Choosy(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["max@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"max@example.org": (550, b"no")})
        return super().send_messages(messages)


def test_what_is_saved_stays_saved_when_mail_cannot_be_sent(home, ines, max_, mails, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    asked = []
    mails(lambda: asked.append(ask(home, by=ines)))
    assert asked[0].mail_failed
    assert Review.objects.open().exists()


def test_one_who_is_refused_does_not_keep_the_others(home, ines, max_, mails, settings):
    person("root", is_superuser=True)
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    asked = []
    assert set(mails(lambda: asked.append(ask(home, by=ines)))) == {"root"}
    assert asked[0].mail_failed


def test_nothing_is_sent_for_what_was_not_committed(home, ines, max_, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        ask(home, by=ines)
    assert mail.outbox == []


def test_the_number_of_statements_does_not_grow(home, ines, statements, django_capture_on_commit_callbacks):
    for number in range(12):
        person(f"editor{number}", "publish_insight")
    with statements() as made, django_capture_on_commit_callbacks(execute=True):
        ask(home, by=ines)
    assert len(mail.outbox) == 12
    assert len(made) == 6  # lock, is there one, the review, the trail, whom to tell, whose site it is
