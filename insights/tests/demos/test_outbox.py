"""Sending: each mail by one sender, until it arrives or has failed."""

import smtplib
import socket
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from insights.demos import outbox
from insights.demos.models import DemoRequest, Entry, OutboxMail
from insights.demos.outbox import ATTEMPTS, send_due, take
from insights.tests.demos.conftest import at

State = OutboxMail.State
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def put(key="a", **values):
    request = DemoRequest.objects.create(key=key)
    fields = {"kind": "x", "to": "v@x.example", "subject": "Hello", "text": "Text", "html": "<p>Text</p>"}
    return OutboxMail.objects.create(key=key, request=request, **fields | values)


def fail_with(monkeypatch, error):
    def send(self, *args, **kwargs):
        raise error

    monkeypatch.setattr(mail.message.EmailMessage, "send", send)


def refused(code):
    return smtplib.SMTPRecipientsRefused({"v@x.example": (code, b"no")})


@pytest.mark.django_db
def test_what_is_due_is_sent_once(mailoutbox):
    put(), put("b", next_try_at=timezone.now() + timedelta(hours=1))
    assert (send_due(), send_due()) == (1, 0)
    [sent] = mailoutbox
    assert (sent.subject, sent.to, sent.alternatives[0][0]) == ("Hello", ["v@x.example"], "<p>Text</p>")
    assert OutboxMail.objects.get(key="a").state == State.SENT


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("x")])
def test_without_a_server_it_is_tried_again_after_growing_pauses(monkeypatch, mailoutbox, error):
    row = put()
    pauses = []
    with monkeypatch.context() as broken:
        fail_with(broken, error)
        for _ in range(5):
            row.refresh_from_db()
            with at(row.next_try_at):
                assert send_due() == 0
                row.refresh_from_db()
                pauses.append((row.next_try_at - timezone.now()).total_seconds() / 60)
    assert pauses == [1, 2, 4, 8, 16]
    assert (row.state, row.attempts) == (State.WAITING, 5)
    assert type(error).__name__ in row.last_error
    with at(row.next_try_at):
        assert send_due() == 1


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_asked_once_a_round(monkeypatch):
    for key in "abc":
        put(key)
    fail_with(monkeypatch, ConnectionRefusedError())
    send_due()
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("error", [refused(450), TypeError("whatever")])
def test_one_that_fails_holds_up_no_other(monkeypatch, error):
    for key in "abc":
        put(key)
    fail_with(monkeypatch, error)
    send_due()
    assert set(OutboxMail.objects.values_list("attempts", "state")) == {(1, State.WAITING)}


@pytest.mark.django_db
def test_a_mail_that_will_never_do_has_failed_and_the_timeline_says_so(monkeypatch):
    row = put()
    fail_with(monkeypatch, refused(550))
    send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.FAILED, 1)
    assert "550" in row.last_error
    assert Entry.objects.get().kind == Entry.Kind.MAIL


@pytest.mark.django_db
def test_it_is_not_tried_for_ever(monkeypatch):
    row = put(attempts=ATTEMPTS - 1)
    fail_with(monkeypatch, TimeoutError())
    send_due()
    row.refresh_from_db()
    assert row.state == State.FAILED


@pytest.mark.django_db
def test_what_comes_too_late_is_not_sent(mailoutbox):
    row = put(not_after=timezone.now() - timedelta(seconds=1))
    assert send_due() == 0
    row.refresh_from_db()
    assert (row.state, row.last_error, mailoutbox) == (State.FAILED, "Too late.", [])


@pytest.mark.django_db
def test_a_sender_that_dies_leaves_it_to_others_after_a_while(mailoutbox):
    put()
    assert take()
    assert send_due() == 0
    with at(timezone.now() + outbox.LEASE):
        assert send_due() == 1


@pytest.mark.django_db
def test_the_command_sends(mailoutbox, capsys):
    put()
    call_command("send_mail")
    assert "Sent: 1" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_each_mail_once(mailoutbox):
    for number in range(20):
        put(str(number), subject=f"Mail {number}")
    barrier = threading.Barrier(4)

    def work():
        barrier.wait(10)
        while OutboxMail.objects.due().exists():
            send_due()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(sent.subject for sent in mailoutbox) == sorted(f"Mail {number}" for number in range(20))


class Server(threading.Thread):
    """A mail server that is not there, that hangs, or that breaks off once it has the whole mail."""

    def __init__(self, manner):
        super().__init__(daemon=True)
        self.manner, self.socket = manner, socket.create_server(("127.0.0.1", 0))
        self.port, self.mails = self.socket.getsockname()[1], 0
        if manner == "refuses":
            self.socket.close()
        else:
            self.start()

    def run(self):
        while True:
            try:
                client, _address = self.socket.accept()
            except OSError:
                return
            if self.manner == "hangs":
                self.kept = client
                continue
            self.talk(client, client.makefile("rb"))

    def talk(self, client, lines):
        client.sendall(b"220 here\r\n")
        for line in lines:
            word = line[:4].upper().strip()
            client.sendall(b"354 go on\r\n" if word == b"DATA" else b"250 fine\r\n")
            if word == b"DATA":
                while lines.readline() != b".\r\n":
                    pass
                self.mails += 1
                lines.close()
                client.shutdown(socket.SHUT_RDWR)
                client.close()
                return


@pytest.mark.django_db
@pytest.mark.parametrize("manner", ["hangs", "drops", "refuses"])
def test_whatever_the_server_does_the_mail_stays_in_the_outbox(manner):
    server = Server(manner)
    row = put()
    with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=server.port, EMAIL_TIMEOUT=0.3):
        assert send_due() == 0
    server.socket.close()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.WAITING, 1)
    assert row.last_error
    assert server.mails == (manner == "drops")
