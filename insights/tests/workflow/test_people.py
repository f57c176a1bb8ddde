"""People in the admin: who may make whom what."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from insights.publishing.models import AuditEntry
from insights.tests import factories
from insights.tests.factories import signed_in
from insights.workflow.people import givable, may_manage
from insights.workflow.permissions import named

pytestmark = pytest.mark.django_db
SECRET = "nine pairs in ten kept it"
ADD = reverse("admin:auth_user_add")


@pytest.fixture
def administrator():
    return factories.member("Administrator", username="ada")


@pytest.fixture
def strong():
    """A group that may what no role may."""
    group = Group.objects.create(name="Strong")
    group.permissions.add(Permission.objects.get(codename="add_group"))
    return group


def change(person):
    return reverse("admin:auth_user_change", args=[person.pk])


def password(person):
    return reverse("admin:auth_user_password_change", args=[person.pk])


def posted(person, *roles, **values):
    data = {"username": person.username, "first_name": "", "last_name": "", "email": "", "is_active": "on"}
    return data | {"groups": [factories.role(name).pk for name in roles]} | values


def rights(person):
    person = User.objects.get(pk=person.pk)
    return {group.name for group in person.groups.all()}, person.is_staff, person.is_superuser, person.is_active


def told():
    entry = AuditEntry.objects.get()
    return entry.action, entry.actor_name, entry.details


def test_an_administrator_gives_a_role_and_with_it_the_way_in(administrator):
    person = factories.UserFactory(username="ben")
    assert signed_in(administrator).post(change(person), posted(person, "Author")).status_code == 302
    assert rights(person) == ({"Author"}, True, False, True)
    assert told() == ("role", "ada", {"person": "ben", "before": [], "after": ["Author"]})


def test_whoever_loses_the_last_role_loses_the_way_in(administrator):
    person = factories.member("Editor")
    signed_in(administrator).post(change(person), posted(person))
    assert rights(person) == (set(), False, False, True)
    assert told()[2]["after"] == []


def test_a_person_is_added_with_a_role(administrator):
    data = {"username": "new", "usable_password": "true", "password1": SECRET, "password2": SECRET}
    answer = signed_in(administrator).post(ADD, data | {"groups": [factories.role("Editor").pk], "is_superuser": "on"})
    assert answer.status_code == 302
    person = User.objects.get(username="new")
    assert rights(person) == ({"Editor"}, True, False, True)
    assert told() == ("role", "ada", {"person": "new", "before": [], "after": ["Editor"]})


def test_deactivating_and_deleting_are_told_too(administrator):
    person = factories.member("Viewer", username="ben")
    client = signed_in(administrator)
    client.post(change(person), posted(person, "Viewer") | {"is_active": ""})
    client.post(reverse("admin:auth_user_delete", args=[person.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=person.pk).exists()
    after = [entry.details["after"] for entry in AuditEntry.objects.order_by("pk")]
    assert after == [["Viewer", "inactive"], ["deleted"]]


def test_nothing_is_told_when_no_right_changed(administrator):
    person = factories.member("Viewer")
    signed_in(administrator).post(change(person), posted(person, "Viewer", email="a@example.com"))
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("added", [{"is_superuser": "on"}, {"is_staff": "on"}, {"user_permissions": "1"}, {"id": "1"}])
def test_fields_that_are_added_to_the_form_give_nothing(administrator, added):
    for person in (administrator, factories.UserFactory()):
        before = rights(person), set(person.user_permissions.all())
        signed_in(administrator).post(change(person), posted(person) | added)
        assert (rights(person), set(person.user_permissions.all())) == before
    assert not AuditEntry.objects.exists()


def test_nobody_changes_their_own_rights(administrator):
    signed_in(administrator).post(change(administrator), posted(administrator, "Viewer") | {"is_active": ""})
    assert rights(administrator) == ({"Administrator"}, True, False, True)
    superuser = factories.admin_user()
    signed_in(superuser).post(change(superuser), posted(superuser) | {"is_active": "", "is_superuser": ""})
    assert rights(superuser)[2:] == (True, True)
    for user in (administrator, superuser):
        answer = signed_in(user).post(reverse("admin:auth_user_delete", args=[user.pk]), {"post": "yes"})
        assert answer.status_code == 403


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("kind", ["superuser", "group", "permission"])
def test_nobody_gets_at_somebody_with_more_rights(administrator, strong, kind, is_active):
    person = factories.UserFactory(is_staff=True, is_superuser=kind == "superuser", is_active=is_active)
    person.groups.set([strong] if kind == "group" else [])
    person.user_permissions.set(strong.permissions.all() if kind == "permission" else [])
    before = User.objects.filter(pk=person.pk).values().get()
    client = signed_in(administrator)
    assert client.get(password(person)).status_code == 403
    assert client.post(password(person), {"password1": SECRET, "password2": SECRET}).status_code == 403
    assert client.post(change(person), posted(person, email="mine@example.com")).status_code == 403
    assert client.post(reverse("admin:auth_user_delete", args=[person.pk]), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).values().get() == before
    html = client.get(change(person)).content.decode()
    assert "algorithm" not in html
    assert before["password"] not in html or not before["password"]


def test_many_at_once_are_not_deleted(administrator):
    person = factories.admin_user()
    data = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    for user in (administrator, factories.admin_user()):
        signed_in(user).post(reverse("admin:auth_user_changelist"), data)
    assert User.objects.filter(pk=person.pk).exists()


def test_a_group_that_is_no_role_cannot_be_given(administrator, strong):
    person = factories.UserFactory()
    answer = signed_in(administrator).post(change(person), posted(person) | {"groups": [strong.pk]})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["groups"]
    assert rights(person)[0] == set()


def test_whoever_may_only_change_people_gives_no_role_that_may_more(strong):
    clerk = factories.colleague("change_user", "view_user")
    factories.role("Viewer")
    assert not givable(clerk).exists()
    signed_in(clerk).post(change(clerk), posted(clerk, "Administrator"))
    assert rights(clerk)[0] == set()
    assert not may_manage(clerk, factories.member("Viewer"))
    clerk.user_permissions.add(*factories.role("Viewer").permissions.all())
    assert [group.name for group in givable(clerk)] == ["Viewer"]


def test_a_group_that_one_may_not_give_stays(strong, administrator):
    strong.permissions.clear()
    person = factories.member("Viewer")
    person.groups.add(strong)
    signed_in(administrator).post(change(person), posted(person, "Editor"))
    assert rights(person)[0] == {"Editor", "Strong"}


def test_a_superuser_gives_everything(strong):
    person = factories.UserFactory()
    single = Permission.objects.get(codename="view_user")
    data = {"groups": [strong.pk], "is_superuser": "on", "user_permissions": [single.pk]}
    signed_in(factories.admin_user()).post(change(person), posted(person) | data)
    assert rights(person) == ({"Strong"}, True, True, True)
    assert told()[2]["after"] == ["Strong", "view_user", "superuser"]


def test_permissions_are_named_in_the_language_of_the_admin():
    page = signed_in(factories.admin_user()).get(reverse("admin:auth_group_add"), headers={"Accept-Language": "de"})
    with translation.override("de"):
        own, stock = gettext("Can publish insights"), gettext("Can change %s") % "Kategorie"
    assert f">Beiträge | Beitrag | {own}</option>" in page.content.decode()
    assert f">Beiträge | Kategorie | {stock}</option>" in page.content.decode()


def test_permissions_of_what_is_gone_keep_their_names():
    kind = ContentType.objects.create(app_label="gone", model="thing")
    gone = Permission(content_type=kind, codename="add_thing", name="Can add <b>thing</b>")
    assert named(gone) == "Can add <b>thing</b>"


def test_only_superusers_decide_what_a_role_may(administrator):
    everything = Permission.objects.filter(content_type__app_label="auth")
    administrator.user_permissions.set(everything)
    role = factories.role("Viewer")
    client = signed_in(administrator)
    url = reverse("admin:auth_group_change", args=[role.pk])
    assert client.get(reverse("admin:auth_group_changelist")).status_code == 403
    assert client.post(url, {"name": "Viewer", "permissions": [p.pk for p in everything]}).status_code == 403
    assert not role.permissions.filter(content_type__app_label="auth").exists()
    assert signed_in(factories.admin_user()).get(url).status_code == 200


def test_what_a_role_gains_and_loses_is_told():
    role, superuser = factories.role("Viewer"), factories.admin_user()
    kept = role.permissions.exclude(codename="view_tag")
    data = {"name": "Viewer", "permissions": [p.pk for p in [*kept, Permission.objects.get(codename="add_tag")]]}
    url = reverse("admin:auth_group_change", args=[role.pk])
    assert signed_in(superuser).post(url, data).status_code == 302
    assert told()[2] == {"role": "Viewer", "gained": ["add_tag"], "lost": ["view_tag"]}


def test_the_password_of_a_colleague_can_be_set(administrator):
    person = factories.member("Editor")
    data = {"usable_password": "true", "password1": SECRET, "password2": SECRET, "set-password": "1"}
    assert signed_in(administrator).post(password(person), data).status_code == 302
    assert User.objects.get(pk=person.pk).check_password(SECRET)


def test_the_list_costs_the_same_for_one_person_and_for_many(administrator, statements):
    client = signed_in(administrator)
    url = reverse("admin:auth_user_changelist")
    client.get(url)
    with statements() as few:
        client.get(url)
    for name in ("Viewer", "Author", "Editor") * 3:
        factories.member(name)
    with statements() as many:
        html = client.get(url).content.decode()
    assert len(many) == len(few)
    assert "Author" in html


def test_a_person_is_added_in_one_s_own_language(administrator):
    page = signed_in(administrator).get(ADD, headers={"accept-language": "de"}).content.decode()
    assert "Benutzer hinzufügen" in page
    for english in ("After you", "Password-based", "Enabled"):
        assert english not in page


def test_people_are_filtered_by_the_names_of_roles(administrator):
    url = reverse("admin:auth_user_changelist")
    editors = factories.role("Editor")
    page = signed_in(administrator).get(url, headers={"accept-language": "de"}).content.decode()
    assert f'<a href="?groups__id__exact={editors.pk}">Redakteur</a>' in page
