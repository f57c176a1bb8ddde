"""The board: columns by state, and cards that go to another without a script."""

import pytest

from insights.demos.models import DemoRequest
from insights.demos.team import board_views
from insights.tests import factories
from insights.tests.demos.people import LIST, administrator, make, page_of, signed_in, told

pytestmark = pytest.mark.django_db
BOARD = f"{LIST}board/"


@pytest.fixture
def ada():
    return administrator()


@pytest.fixture
def client(ada):
    return signed_in(ada)


def shown(client, **query):
    """(state, its number, the names on its cards) of each column."""
    return [
        (
            column.get("data-state"),
            int(column.cssselect(".column__count")[0].text),
            [card.text_content() for card in column.cssselect(".card h3")],
        )
        for column in page_of(client.get(BOARD, query)).cssselect(".column")
    ]


def test_requests_stand_in_the_column_of_their_state(client):
    make(company="One")
    make(company="Two", state="won")
    make(company="Three", state="spam")
    assert shown(client) == [
        ("new", 1, ["One"]), ("contacted", 0, []), ("booked", 0, []), ("held", 0, []), ("won", 1, ["Two"]),
        ("lost", 0, []),
    ]  # fmt: skip
    assert "1 request in spam" in client.get(BOARD).content.decode()


def test_one_s_own(client, ada):
    make(company="One")
    make(company="Mine", owner=ada)
    assert shown(client, whose="mine")[0] == ("new", 1, ["Mine"])


def test_a_long_column_shows_its_newest_until_all_are_asked_for(client):
    for number in range(15):
        make(company=f"Company {number}")
    _state, count, names = shown(client)[0]
    assert (count, len(names)) == (15, 12)
    assert len(shown(client, all="new")[0][2]) == 15
    assert len(shown(client, all="nonsense\0")[0][2]) == 12


def test_a_card_is_moved_by_its_form(client):
    demo = make()
    form = page_of(client.get(BOARD)).cssselect(".card form")[0]
    revision = form.cssselect("[name=revision]")[0].get("value")
    answer = client.post(form.get("action"), {"revision": revision, "state": "held"}, follow=True)
    assert "is in “Held” now" in answer.content.decode()
    assert told(demo) == [("state", "", {"from": "new", "to": "held"})]


def test_what_somebody_else_has_changed_is_not_moved(client):
    demo = make()
    client.post(f"{BOARD}{demo.pk}/", {"revision": "1", "state": "held"})
    answer = client.post(f"{BOARD}{demo.pk}/", {"revision": "1", "state": "lost"}, follow=True)
    assert "Somebody else" in answer.content.decode()
    assert DemoRequest.objects.get().state == "held"


@pytest.mark.parametrize(
    "data", [{}, {"state": "x", "revision": "1"}, {"state": "won", "revision": "²"}, {"state": "won"}]
)
def test_a_move_that_is_none_is_not_found(client, data):
    assert client.post(f"{BOARD}{make().pk}/", data).status_code == 404


def test_looking_at_an_address_moves_nothing(client):
    assert client.get(f"{BOARD}{make().pk}/", {"state": "won", "revision": "1"}).status_code == 405
    assert DemoRequest.objects.get().state == "new"


def test_a_board_costs_the_same_for_few_requests_and_for_many(client, statements):
    make()
    client.get(BOARD)
    with statements() as few:
        client.get(BOARD)
    for state in DemoRequest.State:
        make(state=state, owner=factories.member("Administrator"), insight=factories.InsightFactory())
    with statements() as many:
        client.get(BOARD)
    assert len(many) == len(few) <= 12


def test_nothing_that_was_written_is_markup(client):
    make(company="<b>x</b>", next_step="<script>x</script>")
    assert "<script>x" not in client.get(BOARD).content.decode()


def test_a_card_that_becomes_spam_while_the_board_is_made_is_left_out(client, monkeypatch):
    demo = make()
    found = board_views._keys

    def meanwhile(*given):
        keys = found(*given)
        DemoRequest.objects.filter(pk=demo.pk).update(state="spam")
        return keys

    monkeypatch.setattr(board_views, "_keys", meanwhile)
    assert client.get(BOARD).status_code == 200
