"""The n-th write fails, for n = 1, 2, 3 … until it succeeds: an operation is done wholly or not at all."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing import trash
from insights.publishing.changes import touch
from insights.publishing.duplicate import duplicate
from insights.publishing.freeze import lock
from insights.publishing.publish import publish, set_end, unpublish, withdraw
from insights.publishing.restore import discard, restore
from insights.publishing.stage import Stage
from insights.tests.factories import CategoryFactory, add_section, make_live

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")
TOMORROW = timezone.now() + timedelta(days=1)


class FailingError(DatabaseError):
    """As of a disk that is full."""


class Disk:
    """Lets some writes through and then fails."""

    def __init__(self, writes):
        self.left = writes

    def __call__(self, execute, sql, params, many, context):
        if sql.upper().startswith(WRITES):
            self.left -= 1
            if self.left < 0:
                raise FailingError("no space")
        return execute(sql, params, many, context)


@pytest.fixture
def home():
    """Live, with a change scheduled and one that is not published, in a topic, with tags."""
    found = make_live(CategoryFactory(), slug="old", sections={"quote": None}).working_copy
    found.tags.add("trust")
    add_section(found, "image")
    Insight.objects.filter(pk=found.pk).update(slug="new")
    touch(found.pk)
    publish(found, at=TOMORROW)
    touch(found.pk)
    return Insight.objects.get(pk=found.pk)


def everything():
    return {
        model: list(model._base_manager.order_by("pk").values())
        for model in apps.get_app_config("insights").get_models()
    }


def flip(home):
    """Its time has come."""
    Insight.objects.scheduled().update(visible_from=timezone.now())
    Stage.of(lock(home.pk))


def delete(home):
    unpublish(home)
    trash.delete(home)
    trash.recover(home)


OPERATIONS = {
    "publish": publish,
    "schedule": lambda home: publish(home, at=TOMORROW),
    "unpublish": unpublish,
    "withdraw": withdraw,
    "end": lambda home: set_end(home, TOMORROW + timedelta(days=1)),
    "restore": lambda home: restore(home.versions.get(number=1)),
    "discard": discard,
    "duplicate": duplicate,
    "flip": flip,
    "delete and recover": delete,
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_it_is_done_wholly_or_not_at_all(home, operation):
    before, failures = everything(), 0
    while True:
        try:
            with transaction.atomic(), connection.execute_wrapper(Disk(failures)):
                operation(home)
        except FailingError:
            failures += 1
            assert everything() == before
        else:
            break
    assert failures >= 2
    assert everything() != before
