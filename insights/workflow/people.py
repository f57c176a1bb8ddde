"""Who may make whom what: roles are given by those who have all that comes with them, and every change is recorded."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from insights.publishing.audit import record
from insights.publishing.models import Action

ROLES = {
    gettext_noop("Viewer"): _("reads drafts"),
    gettext_noop("Author"): _("writes insights and edits their own"),
    gettext_noop("Editor"): _("edits and publishes all insights"),
    gettext_noop("Administrator"): _("also manages people, the site profile, redirects and demos"),
    gettext_noop("Sales"): _("works demo requests, and sees no insights"),
}
SUPERUSER, INACTIVE, DELETED = gettext_noop("superuser"), gettext_noop("inactive"), gettext_noop("deleted")


def worded(standing: str) -> str:
    """A role, or another word of a standing, in the reader's language; groups that somebody made keep their name."""
    return gettext(standing) if standing in {*ROLES, SUPERUSER, INACTIVE, DELETED} else standing


def may_manage(actor: Any, person: User) -> bool:
    """Whether somebody may change a person, password included: nobody gets at rights they do not have themselves."""
    return actor.is_superuser or (not person.is_superuser and _rights(person) <= _rights(actor))


def givable(actor: Any) -> QuerySet[Group]:
    """The groups that somebody may give: a superuser all, others those roles that hold nothing they lack."""
    if actor.is_superuser:
        return Group.objects.order_by("pk")
    lacking = Permission.objects.exclude(pk__in=_rights(actor))
    return Group.objects.filter(name__in=ROLES).exclude(permissions__in=lacking).order_by("pk")


def standing(person: User) -> list[str]:
    """What a person is, in words that outlive the rows: roles, single permissions, superuser, inactive."""
    single = person.user_permissions.order_by("codename").values_list("codename", flat=True)
    names = [*person.groups.order_by("pk").values_list("name", flat=True), *single]
    return [*names, *[SUPERUSER] * person.is_superuser, *[INACTIVE] * (not person.is_active)]


def settle(person: User, before: list[str], *, by: Any) -> None:
    """After a change: whoever has a role may sign in here, whoever has none may not; and the audit trail knows."""
    after = standing(person)
    is_staff = bool(set(after) - {INACTIVE})
    if person.is_staff is not is_staff:
        person.is_staff = is_staff
        person.save(update_fields=["is_staff"])
    tell(person, before, after, by=by)


def tell(person: User, before: list[str], after: list[str], *, by: Any) -> None:
    """One entry in the audit trail, if the standing changed."""
    if before != after:
        record(Action.ROLE_CHANGED, by=by, person=person.get_username(), before=before, after=after)


def rights(role: Group) -> list[str]:
    """What a role may, by name."""
    return list(role.permissions.order_by("codename").values_list("codename", flat=True))


def tell_role(role: Group, before: list[str], after: list[str], *, by: Any) -> None:
    """One entry in the audit trail, if what a role may has changed: what came and what went."""
    gained, lost = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    if gained or lost:
        record(Action.ROLE_CHANGED, by=by, role=role.name, gained=gained, lost=lost)


def _rights(person: Any) -> set[int]:
    """What a person could do if active: ids of permissions."""
    held = Q(group__user=person.pk) | Q(user=person.pk)
    return set(Permission.objects.filter(held).order_by().values_list("pk", flat=True))
