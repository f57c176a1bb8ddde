"""What operations cost does not depend on how many sections there are: with 1, 50 and 200."""

from io import StringIO

import pytest
from django.core.management import call_command

from insights.builder import bench
from insights.content.models import Insight
from insights.tests import factories

pytestmark = pytest.mark.django_db
SIZES = (1, 50, 200)
A_FEW = 24  # bytes: numbers get longer with the list


@pytest.fixture
def costs(monkeypatch):
    """{operation: [its cost with 1, 50 and 200 sections]}."""
    monkeypatch.setattr(bench, "ROUNDS", 1)
    client = factories.signed_in(factories.admin_user())
    homes = [bench.an_insight(size) for size in SIZES]
    listed = zip(*(bench.operations(client, home) for home in homes), strict=True)
    return {same[0][0]: [bench.cost(operation) for _name, operation in same] for same in listed}


def test_every_operation_takes_at_most_twelve_queries_and_as_many_bytes_with_any_number_of_sections(costs):
    assert len(costs) >= 9
    for name, (one, some, many) in costs.items():
        assert max(one.queries, some.queries, many.queries) <= 12, name
        assert some.queries == many.queries, name
        assert max(some.size, many.size) - one.size <= A_FEW, name


def test_the_table_is_printed_and_nothing_stays(monkeypatch):
    monkeypatch.setattr(bench, "ROUNDS", 1)
    output = StringIO()
    call_command("bench_builder", stdout=output)
    assert all(name in output.getvalue() for name in ("save a section", "move to the top", "200"))
    assert not Insight.objects.exists()
