"""The thread that sends: it begins when the process begins to serve, and nothing that fails holds up the rest."""

import importlib
import os
import threading
from types import SimpleNamespace

import pytest
from django.core.signals import request_started

from insights.demos import sender
from insights.demos.models import OutboxMail
from mentorsite import thread_end
from mentorsite.serving import begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(settings, monkeypatch):
    """The names of the threads that send, in a process that has none yet."""
    found = []
    settings.SEND_MAIL = True
    monkeypatch.setattr(sender, "_begun", {})
    monkeypatch.setattr(sender, "_has_split", threading.Event())
    monkeypatch.setattr(sender, "SETTLING", 0)
    monkeypatch.setattr(sender, "send_forever", lambda: found.append(threading.current_thread().name))
    return found


def joined(rounds):
    for thread in threading.enumerate():
        if thread.name == sender.NAME:
            thread.join(10)
    return rounds


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_whoever_serves_the_site_says_so(server, rounds, monkeypatch):
    monkeypatch.setattr(thread_end, "close_connections", lambda: None)  # it is for such processes alone
    importlib.reload(importlib.import_module(f"mentorsite.{server}"))
    assert joined(rounds) == [sender.NAME]


def test_a_process_has_one_thread_however_often_it_is_told(rounds):
    for signal in (begun, begun, request_started):
        signal.send(None)
    assert joined(rounds) == [sender.NAME]


def test_a_process_that_was_split_off_begins_with_its_first_request(rounds, monkeypatch):
    begun.send(None)
    monkeypatch.setattr(sender, "os", SimpleNamespace(getpid=lambda: -1))
    request_started.send(None)
    assert joined(rounds) == [sender.NAME] * 2


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_process_that_splits_others_off_leaves_sending_to_them(rounds, monkeypatch):
    monkeypatch.setattr(sender, "SETTLING", 60)
    begun.send(None)
    if not (child := os.fork()):
        os._exit(sender._has_split.is_set())
    assert os.waitpid(child, 0) == (child, 0)
    assert joined(rounds) == []


def test_an_operator_may_send_elsewhere(rounds, settings):
    settings.SEND_MAIL = False
    begun.send(None)
    assert joined(rounds) == []


def test_a_reminder_that_cannot_be_written_holds_up_no_mail(monkeypatch, mailoutbox):
    OutboxMail.objects.create(key="a", kind="x", to="v@x.example", subject="Hello", text="Text")
    monkeypatch.setattr(sender, "write_due", lambda: 1 / 0)
    monkeypatch.setattr(sender.connections, "close_all", lambda: None)
    assert sender.send_round() == 1
    assert [mail.subject for mail in mailoutbox] == ["Hello"]
