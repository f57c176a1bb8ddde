"""Who may do what with an insight, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from insights.publishing import rules
from insights.tests import factories
from insights.tests.factories import colleague

pytestmark = pytest.mark.django_db
AUTHOR = ("view_insight", "add_insight", "change_own_insight")
EDITOR = (*AUTHOR, "change_insight", "publish_insight", "delete_insight")
OWN, OTHER = "own", "somebody else's"
RULES = (rules.may_read, rules.may_edit, rules.may_ask, rules.may_publish, rules.may_delete)


@pytest.mark.parametrize(
    ("permissions", "whose", "expected"),
    [
        ((), OWN, "-----"),
        (("view_insight",), OWN, "r----"),
        (("view_insight",), None, "r----"),
        (AUTHOR, OWN, "rea--"),
        (AUTHOR, OTHER, "r----"),
        (AUTHOR, None, "rea--"),
        (EDITOR, OTHER, "reapd"),
        (EDITOR, None, "reapd"),
        (("publish_insight",), OTHER, "---p-"),
    ],
)
def test_what_a_permission_is_good_for(permissions, whose, expected):
    user = colleague(*permissions)
    insight = whose and factories.InsightFactory(owner=user if whose is OWN else colleague())
    may = zip("reapd", RULES, strict=True)
    assert "".join(letter if rule(user, insight) else "-" for letter, rule in may) == expected


def test_an_insight_without_owner_is_nobody_s_own():
    assert not rules.may_edit(colleague(*AUTHOR), factories.InsightFactory(owner=None))
    assert not rules.owns(AnonymousUser(), factories.InsightFactory(owner=None))


@pytest.mark.parametrize("values", [{"is_staff": False}, {"is_active": False}])
@pytest.mark.parametrize("is_superuser", [True, False])
def test_who_is_not_active_staff_may_do_nothing(values, is_superuser):
    user = colleague(*EDITOR, is_superuser=is_superuser, **values)
    assert not any(rule(user) for rule in (*RULES, rules.may_add, rules.may_edit_all))


def test_a_superuser_may_do_everything():
    assert all(rule(factories.admin_user(), factories.InsightFactory()) for rule in RULES)


def test_whoever_is_not_signed_in_may_do_nothing():
    assert not any(rule(AnonymousUser(), factories.InsightFactory()) for rule in RULES)
