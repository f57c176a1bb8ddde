"""The roles that a new site has, and what each may."""

import pytest
from django.contrib.auth.models import Group, Permission

from insights.tests import factories
from insights.workflow.people import givable

pytestmark = pytest.mark.django_db
MAY = {
    "insight": {"Viewer": "view", "Author": "add change_own", "Editor": "change delete publish"},
    "section": {"Viewer": "view"},
    "image": {"Viewer": "view", "Author": "add", "Editor": "change delete"},
    "author": {"Viewer": "view", "Editor": "add change delete"},
    "category": {"Viewer": "view", "Editor": "add change delete"},
    "tag": {"Viewer": "view", "Editor": "add change", "Administrator": "delete"},
    "user": {"Administrator": "view add change delete"},
    "siteprofile": {"Administrator": "view change"},
    "auditentry": {"Administrator": "view export"},
    "redirect": {"Administrator": "view add change delete"},
    "demorequest": {"Administrator": "view add change delete export erase"},
    **{key: {"Administrator": "view add change delete"} for key in ("booking", "availability", "blackout")},
    **{key: {"Administrator": "view change"} for key in ("demosettings", "outboxmail", "webhookdelivery")},
}


SALES = {
    *(f"{verb}_demorequest" for verb in ("view", "change", "export")), "view_outboxmail", "view_webhookdelivery",
}  # fmt: skip


def granted(name):
    factories.role(name)
    return {row.codename for row in Permission.objects.filter(group__name=name)}


def test_each_role_may_what_the_one_before_may_and_more():
    expected = set()
    for role in ("Viewer", "Author", "Editor", "Administrator"):
        expected |= {f"{verb}_{model}" for model, roles in MAY.items() for verb in roles.get(role, "").split()}
        assert granted(role) == expected, role


def test_sales_works_requests_and_may_nothing_that_administrators_may_not():
    assert granted("Sales") == SALES < granted("Administrator")


def test_administrators_give_the_role():
    assert "Sales" in givable(factories.member("Administrator")).values_list("name", flat=True)
    assert "Sales" not in givable(factories.member("Editor")).values_list("name", flat=True)


def test_no_role_makes_groups_or_superusers():
    assert not granted("Administrator") & {"add_group", "change_group", "add_permission", "change_permission"}


def test_making_them_again_adds_what_is_missing_and_takes_nothing():
    editor = factories.role("Editor")
    editor.permissions.set(Permission.objects.filter(codename="add_group"))
    factories.make_roles()
    assert granted("Editor") > {"add_group", "publish_insight", "view_insight"}
    assert Group.objects.filter(name="Editor").count() == 1
