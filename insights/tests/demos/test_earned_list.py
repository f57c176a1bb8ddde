"""The list of insights says what each has earned."""

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.tests import factories
from insights.tests.demos.people import booked, make, page_of, signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:insights_insight_changelist")


def earned(client):
    page = page_of(client.get(LIST))
    rows = page.cssselect("#result_list tbody tr")
    return {row.cssselect(".field-title")[0].text_content(): row.cssselect(".field-demos_earned") for row in rows}


def test_editors_see_the_demos_of_each_insight(statements):
    trust, quiet = (factories.InsightFactory(title=title) for title in ("Trust", "Quiet"))
    booked(make(insight=trust, state="lost"), timezone.now())
    for state in ("won", "held", "booked", "new", "spam"):
        make(insight=trust, state=state)
    make(insight=quiet)
    client = signed_in(factories.member("Editor"))
    found = earned(client)
    assert {title: cell[0].text_content() for title, cell in found.items()} == {"Trust": "4", "Quiet": "–"}
    with statements() as few:
        client.get(LIST)
    factories.InsightFactory.create_batch(5)
    with statements() as many:
        client.get(LIST)
    assert len(many) == len(few)


@pytest.mark.parametrize("role", ["Viewer", "Author"])
def test_others_do_not(role):
    factories.InsightFactory(title="Trust")
    assert earned(signed_in(factories.member(role))) == {"Trust": []}
