"""What looks like spam: kept and flagged, never dropped; a browser that works for it is believed."""

import base64
import html
import json
import re
import threading
import time
from datetime import timedelta

import altcha
import pytest
from django.db import connection
from django.test import Client

from insights.demos import challenge, rates, visitors
from insights.demos.counts import DailySalt, RateCount
from insights.demos.due_mails import write_due
from insights.demos.models import Booking, DemoRequest, Entry, OutboxMail
from insights.tests.demos.conftest import at, filled, make_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
WISH = "2026-11-24 17:30 (Asia/Kolkata)"
THREE = "http://a.example https://b.example www.c.example"


@pytest.fixture
def limits(monkeypatch):
    """`limits(few, many, total)`"""

    def limits(few=2, many=5, total=100):
        for name, value in {"FEW": few, "MANY": many, "TOTAL": total}.items():
            monkeypatch.setattr(rates, name, value)

    return limits


def solved(response, **changes):
    """What the page's script sends for the challenge that stands in it."""
    found = re.search(r'data-challenge="([^"]+)"', response.content.decode())
    asked = altcha.Challenge.from_dict(json.loads(html.unescape(found[1])))
    solution = altcha.solve_challenge(asked)
    payload = {"challenge": asked.to_dict(), "solution": solution.to_dict() | changes}
    return base64.b64encode(json.dumps(payload).encode()).decode()


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"website": "http://x.example"}, ["honeypot"]),
        ({"website": "\0" * 5000}, ["honeypot"]),
        ({"elapsed": "1400"}, ["fast"]),
        ({"elapsed": "2000"}, []),
        ({"elapsed": ""}, []),
        ({"elapsed": "-5"}, []),
        ({"elapsed": "9" * 5000}, []),
        ({"message": THREE}, ["links"]),
        ({"message": "See https://a.example/plan"}, []),
        ({"company": "www.buy.example"}, ["links"]),
        ({"email": "a@mailinator.com"}, ["throwaway"]),
        ({"email": "a@mx.mailinator.com"}, ["throwaway"]),
        ({"email": "a@notmailinator.example"}, []),
        ({"name": "Qwrt", "company": "qwrt", "role": "QWRT"}, ["same"]),
    ],
)
def test_signs(send, values, reasons):
    response = send(**values)
    [found] = DemoRequest.objects.all()
    assert found.reasons == reasons
    assert found.state == ("spam" if "honeypot" in reasons else "new")
    assert response.status_code == (202 if reasons == ["fast"] else 302)
    assert [entry.data for entry in found.entries.filter(kind=Entry.Kind.FLAGGED)] == [{"reasons": reasons}] * bool(
        reasons
    )
    assert OutboxMail.objects.exists() is not bool(reasons)


def test_what_looks_like_spam_takes_no_slot_but_says_which_it_wanted_and_loses_no_word(send, noon):
    for days, wish in (("", WISH), ("Tuesday", f"{WISH}; Tuesday"), ("x" * 200, f"{WISH}; {'x' * 200}"[:200])):
        send(slot="2026-11-24T12:00Z", time_zone="Asia/Kolkata", message=THREE, preferred_days=days)
        assert DemoRequest.objects.latest("created_at", "revision").preferred_days == wish
        DemoRequest.objects.all().delete()
    assert not Booking.objects.exists()


def test_the_page_that_asks_for_a_proof_keeps_all_input_and_the_proof_settles_it(send, slot):
    values = {"elapsed": "900", "slot": slot, "message": "Hello <b>you</b>"}
    response = send(**values)
    text = response.content.decode()
    assert response.status_code == 202
    assert "Hello &lt;b&gt;you&lt;/b&gt;" in text
    assert f'name="slot" value="{slot}"' in text
    assert not response.cookies
    proof = solved(response)
    for _ in range(2):
        assert send(**values, altcha=proof).status_code == 302
    [found] = DemoRequest.objects.all()
    assert (found.reasons, found.state, found.preferred_days) == ([], "booked", "Tuesday")
    assert found.standing()
    assert sorted(OutboxMail.objects.values_list("kind", flat=True)) == ["team-new", "visitor-booked"]


def test_without_script_the_request_is_kept_and_its_page_follows(send):
    send(elapsed="900")
    assert send(elapsed="900", altcha="").status_code == 302
    assert [found.reasons for found in DemoRequest.objects.all()] == [["fast"]]


def test_a_proof_is_for_one_request_not_wrong_and_not_late(send):
    first = send(elapsed="900")
    proof = solved(first)
    send(elapsed="900", name="Another")
    payload = json.loads(base64.b64decode(proof))
    payload["challenge"]["parameters"]["data"]["for"] = DemoRequest.objects.get(name="Another").pk.hex
    forged = base64.b64encode(json.dumps(payload).encode()).decode()
    nested = base64.b64encode(b'{"challenge":' + b"[" * 900 + b"]" * 900 + b"}").decode()
    for wrong in (
        proof,
        forged,
        solved(first, counter=-1),
        "x",
        "\0",
        "é" * 9000,
        nested,
        base64.b64encode(b"[]").decode(),
    ):
        assert send(elapsed="900", name="Another", altcha=wrong).status_code == 302
    assert DemoRequest.objects.get(name="Another").reasons == ["fast"]
    made = altcha.create_challenge(
        challenge.ALGORITHM, 1, expires_at=int(time.time()) - 1, data={"for": "x"}, hmac_secret=challenge._secret()
    )
    late = altcha.Payload(challenge=made, solution=altcha.solve_challenge(made))
    assert challenge.proven(late.to_base64()) == ""


def test_a_proof_takes_nothing_away_but_haste_and_numbers(send):
    proof_of = send(elapsed="900")
    DemoRequest.objects.update(reasons=["fast", "links"])
    send(elapsed="900", altcha=solved(proof_of))
    assert DemoRequest.objects.get().reasons == ["links"]
    assert not OutboxMail.objects.exists()


def test_many_from_one_address_are_flagged_then_refused_with_the_text_kept(send, limits, noon):
    limits()
    answers = [send(name=f"Visitor {number}") for number in range(7)]
    assert [answer.status_code for answer in answers] == [302, 302, 202, 202, 202, 429, 429]
    assert [found.reasons for found in DemoRequest.objects.order_by("created_at", "name")][:5].count(["address"]) == 3
    assert 'value="Visitor 6"' in answers[-1].content.decode()
    assert answers[-1]["Retry-After"] == "600"
    assert send(name="Visitor 0").status_code == 302  # what is known is not counted again
    with at(noon + rates.WINDOW):
        assert send(name="Visitor 7").status_code == 302


def test_from_many_addresses_all_are_asked_and_nobody_is_refused(client, limits):
    limits(total=2)
    codes = [client.post("/demo/", filled(name=f"V{n}"), REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(9)]
    assert codes == [302, 302, *[202] * 7]
    assert DemoRequest.objects.filter(reasons=["total"]).count() == 7


def test_a_flood_is_one_mail_an_hour(send, limits, noon):
    make_desk(digest_limit=2)
    limits(few=4, many=100)
    for number in range(9):
        send(name=f"Visitor {number}")
    send(website="x")
    with at(noon + timedelta(hours=1)):
        write_due()
        write_due()
    kinds = list(OutboxMail.objects.filter(kind__startswith="team").order_by("made_at").values_list("kind", flat=True))
    assert sorted(kinds) == ["team-digest", "team-new", "team-new"]
    digest = OutboxMail.objects.get(kind="team-digest")
    assert "7 more requests" in digest.subject
    assert "May be spam: 5" in digest.text


def test_the_address_is_what_our_own_proxies_say(rf, settings):
    def address(count, forwarded, remote="10.0.0.9"):
        settings.PROXY_COUNT = count
        return visitors.address(rf.post("/demo/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded}))

    assert address(0, "1.1.1.1") == "10.0.0.9"
    assert address(1, "6.6.6.6, 192.0.2.1") == "192.0.2.1"
    assert address(2, "6.6.6.6, 192.0.2.1, 10.0.0.1") == "192.0.2.1"
    assert address(3, "192.0.2.1") == address(1, "<script>") == address(1, "") == "10.0.0.9"
    assert address(1, "2001:db8:1:2:3::4") == address(1, "2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert address(1, "::ffff:192.0.2.1") == "192.0.2.1"
    assert address(0, "", "") == ""


def test_addresses_are_stored_as_codes_of_the_day(client, noon, monkeypatch):
    monkeypatch.setattr(visitors, "_known", {})
    for days in (0, 0, 1):
        with at(noon + timedelta(days=days)):
            client.post("/demo/", filled(name=f"{days} {DemoRequest.objects.count()}"), REMOTE_ADDR="192.0.2.77")
    codes = list(DemoRequest.objects.order_by("created_at").values_list("address_hash", flat=True))
    assert len(codes[0]) == 64
    assert codes[0] == codes[1] != codes[2]
    assert DailySalt.objects.count() == 2
    assert RateCount.objects.filter(bucket=codes[0]).get().count == 2


@pytest.mark.django_db(transaction=True)
def test_workers_count_together(limits):
    limits(many=12)
    make_desk()
    answers = []

    def press(number):
        client = Client(REMOTE_ADDR="192.0.2.5")
        codes = (client.post("/demo/", filled(name=f"Visitor {number}")).status_code for _ in range(9))
        answers.append(next(code for code in codes if code != 503))
        connection.close()

    threads = [threading.Thread(target=press, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [202] * 10 + [302] * 2 + [429] * 4
    assert DemoRequest.objects.count() == 12
