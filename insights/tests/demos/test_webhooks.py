"""Calls of the customer system: written with what they tell, signed, tried until they arrive, and never let in."""

import hmac
import http.server
import itertools
import json
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from insights.demos import webhook_call, webhooks
from insights.demos.models import DemoSettings, WebhookDelivery
from insights.demos.webhook_call import Answer, call, is_public
from insights.tests import factories
from insights.tests.demos.people import administrator, make, page_of, signed_in

pytestmark = pytest.mark.django_db
SECRET = "a secret of the team"


@pytest.fixture
def receiver():
    """A server on this machine; `told` is what it was told, `answers` what it says."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.told.append((dict(self.headers), body))
            status, headers, text = self.server.answers.pop(0) if self.server.answers else (204, {}, b"")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_given):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.told, server.answers = [], []
    server.url = f"http://127.0.0.1:{server.server_port}/hook?team=1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(receiver, settings):
    settings.DEVELOPMENT = True
    values = {"webhook_url": receiver.url, "webhook_secret": SECRET}
    DemoSettings.objects.update_or_create(pk=1, defaults=values)
    return DemoSettings.current()


def again():
    """As if the pause were over."""
    WebhookDelivery.objects.filter(state="waiting").update(next_try_at=timezone.now())
    return webhooks.deliver_due()


def only():
    return WebhookDelivery.objects.get()


def test_a_call_is_signed_as_the_documentation_says(desk, receiver):
    webhooks.announce(make(message="Grüße"), "request.received")
    assert webhooks.deliver_due() == 1
    headers, body = receiver.told[0]
    told = hmac.new(SECRET.encode(), headers["Webhook-Timestamp"].encode() + b"." + body, "sha256").hexdigest()
    assert headers["Webhook-Signature"] == f"sha256={told}"
    assert abs(time.time() - int(headers["Webhook-Timestamp"])) < 60
    assert headers["Webhook-Id"] == str(only().pk)
    assert headers["Content-Type"] == "application/json"
    sent = json.loads(body)
    assert (sent["event"], sent["request"]["message"], sent["request"]["company"]) == (
        "request.received", "Grüße", "Northlight Rail",
    )  # fmt: skip
    assert (only().state, only().response_status, only().attempts) == ("sent", 204, 1)
    assert webhooks.deliver_due() == 0


def test_mails_and_calls_go_out_together(desk, receiver, capsys):
    webhooks.announce(make(), "request.received")
    call_command("send_mail")
    assert "Calls of the customer system: 1" in capsys.readouterr().out
    assert len(receiver.told) == 1


def test_without_an_address_nothing_is_written(db):
    webhooks.announce(make(), "request.received")
    assert not WebhookDelivery.objects.exists()


def test_it_is_tried_again_with_growing_pauses_until_it_fails_for_good(desk, receiver, monkeypatch):
    monkeypatch.setattr(webhooks, "ATTEMPTS", 3)
    receiver.answers += [(500, {}, b"oops\n<b>x</b>"), (429, {}, b""), (302, {"Location": receiver.url}, b"")]
    webhooks.announce(make(), "request.received")
    webhooks.deliver_due()
    assert (only().state, only().response_status, only().last_error) == ("waiting", 500, "500: oops <b>x</b>")
    assert timedelta(minutes=1) < only().next_try_at - timezone.now() <= timedelta(minutes=2)
    again()
    assert timedelta(minutes=3) < only().next_try_at - timezone.now() <= timedelta(minutes=4)
    again()
    assert (only().state, only().response_status) == ("failed", 302)
    assert len(receiver.told) == 3, "a redirect was followed"
    assert len({headers["Webhook-Id"] for headers, _body in receiver.told}) == 1


def test_two_senders_make_a_call_once(desk, receiver):
    webhooks.announce(make(), "request.received")
    key = only().pk
    assert webhooks._take(key)
    assert not webhooks._take(key)
    assert webhooks.deliver_due() == 0


def test_where_nobody_answers_the_others_wait(desk, monkeypatch):
    for _number in range(3):
        webhooks.announce(make(), "request.received")
    asked = []
    monkeypatch.setattr(webhooks, "call", lambda *given: asked.append(given) or Answer(None, "TimeoutError: x"))
    webhooks.deliver_due()
    assert len(asked) == 1


def test_without_a_secret_nothing_leaves(desk, receiver):
    DemoSettings.objects.update(webhook_secret="")
    webhooks.announce(make(), "request.received")
    assert webhooks.deliver_due() == 0
    assert receiver.told == []
    assert "secret" in only().last_error


def test_a_call_for_many_is_written_in_constant_statements(desk, statements):
    demos = [make() for _number in range(20)]
    with statements() as made:
        webhooks.announce(demos, "request.state")
    assert len(made) <= 5
    assert WebhookDelivery.objects.count() == 20


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1",
        "64:ff9b:1::7f00:1", "::127.0.0.1", "fec0::1", "192.0.0.192",
    ],
)  # fmt: skip
def test_an_address_of_our_own_network_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_an_address_of_the_internet_is_not(address):
    assert is_public(address)


def resolving(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(webhook_call.socket, "getaddrinfo", lambda *given, **how: found)


@pytest.mark.parametrize(
    "url",
    [
        "http://crm.example/", "ftp://crm.example/", "https://u:p@crm.example/", "file:///etc/passwd", "https:///x",
        "https://crm.example:99999/", "gopher://x", "", "https://[::1", "http://localhost.crm.example/",
    ],
)  # fmt: skip
def test_only_https_is_called(url, monkeypatch, settings):
    settings.DEVELOPMENT = True
    resolving(monkeypatch, "127.0.0.1")
    answer = call(url, b"{}", {})
    assert answer.status is None
    assert answer.error


def test_a_name_that_leads_into_our_network_is_refused_unless_permitted(monkeypatch, settings):
    resolving(monkeypatch, "93.184.216.34", "10.0.0.1")
    assert "private" in call("https://crm.example/", b"{}", {}).error
    settings.WEBHOOK_ALLOW_PRIVATE = True
    made = []
    monkeypatch.setattr(webhook_call, "HTTPSConnection", lambda ip, port, **how: made.append((ip, port, how)) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call("https://crm.example/", b"{}", {})
    assert made[0][:2] == ("93.184.216.34", 443)
    assert made[0][2]["server_hostname"] == made[0][2]["assert_hostname"] == "crm.example"


def test_this_machine_is_called_in_development_only(receiver, settings):
    settings.DEVELOPMENT = False
    assert call(receiver.url, b"{}", {}).status is None
    settings.DEVELOPMENT = True
    assert call(receiver.url, b"{}", {}).status == 204


def test_of_a_long_answer_little_is_kept_and_no_control_character(receiver, settings):
    settings.DEVELOPMENT = True
    receiver.answers += [(500, {}, b"\0\x1b[31m" + b"x" * 5_000_000)]
    answer = call(receiver.url, b"{}", {})
    assert answer.status == 500
    assert len(answer.error) < 320
    assert answer.error.isprintable()


def test_an_answer_that_trickles_in_is_cut_off(settings, monkeypatch):
    settings.DEVELOPMENT = True
    monkeypatch.setattr(webhook_call, "SECONDS", 0.5)

    def trickle(server):
        with suppress(OSError):
            asked, _address = server.accept()
            with asked:
                for byte in itertools.cycle(b"HTTP/1.1 200 OK\r\nX: y"):
                    asked.sendall(bytes([byte]))
                    time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=trickle, args=[server], daemon=True).start()
        started = time.monotonic()
        answer = call(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
    assert answer.status is None
    assert time.monotonic() - started < 20


class TestLog:
    """In the admin."""

    @pytest.fixture
    def failed(self, desk):
        webhooks.announce(make(name="<script>x</script>"), "request.received")
        WebhookDelivery.objects.update(state="failed", attempts=12, last_error="500: <b>oops</b>", response_status=500)
        return only()

    @pytest.fixture
    def client(self):
        return signed_in(administrator())

    def test_it_shows_what_was_told_and_what_came_back(self, client, failed):
        html = client.get(f"/admin/insights/webhookdelivery/{failed.pk}/change/").content.decode()
        assert "<script>x" not in html
        assert "&lt;script&gt;x" in html
        assert "500: &lt;b&gt;oops" in html
        assert SECRET not in html

    def test_a_button_lets_it_go_out_again(self, client, failed, receiver):
        url = f"/admin/insights/webhookdelivery/{failed.pk}/change/"
        button = page_of(client.get(url)).cssselect(".flow__acts button")[0]
        assert button.text_content() == "Try again"
        assert client.post(url, {}).status_code == 302
        failed.refresh_from_db()
        assert (failed.state, failed.attempts) == ("waiting", 0)
        assert webhooks.deliver_due() == 1

    def test_what_has_arrived_stays_so(self, client, failed):
        WebhookDelivery.objects.update(state="sent")
        client.post(f"/admin/insights/webhookdelivery/{failed.pk}/change/", {"state": "failed"})
        assert only().state == "sent"

    def test_the_list_costs_the_same_for_many(self, client, failed, statements):
        url = "/admin/insights/webhookdelivery/"
        client.get(url)
        with statements() as few:
            client.get(url)
        for _number in range(10):
            webhooks.announce(make(), "request.state")
        with statements() as many:
            client.get(url)
        assert len(many) == len(few)

    def test_its_title_is_spelled_as_its_language_spells(self, client):
        answer = client.get("/admin/insights/webhookdelivery/", headers={"accept-language": "de"})
        assert page_of(answer).cssselect("h1.flow__title")[0].text == "Webhook-Aufrufe"

    def test_nobody_else_sees_it(self, failed):
        client = signed_in(factories.member("Editor"))
        assert client.get("/admin/insights/webhookdelivery/").status_code == 403
        assert client.post(f"/admin/insights/webhookdelivery/{failed.pk}/change/", {}).status_code == 403
        assert only().state == "failed"


def test_slow_answers_keep_mails_waiting_for_a_while_only(desk, monkeypatch):
    for _number in range(3):
        webhooks.announce(make(), "request.received")
    clock, asked = itertools.count(step=9), []
    monkeypatch.setattr(webhooks, "time", SimpleNamespace(monotonic=lambda: next(clock), time=time.time))
    monkeypatch.setattr(webhooks, "call", lambda *given: asked.append(given) or Answer(500))
    webhooks.deliver_due()
    assert len(asked) == 2
    assert webhooks.WebhookDelivery.objects.due().count() == 1


def test_a_call_whose_person_is_erased_meanwhile_keeps_no_other(desk, receiver, monkeypatch):
    def erased(*_given):
        WebhookDelivery.objects.filter(pk=first).delete()
        return Answer(204)

    for _number in range(2):
        webhooks.announce(make(), "request.received")
    first = WebhookDelivery.objects.order_by("next_try_at").first().pk
    monkeypatch.setattr(webhooks, "call", erased)
    assert webhooks.deliver_due() == 2
