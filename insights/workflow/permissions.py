"""Permissions in the words of whoever reads them: the database holds their names in English only."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext, gettext_noop

from insights.content.choices import ManyField

ACTIONS = {
    "add": gettext_noop("Can add %s"),
    "change": gettext_noop("Can change %s"),
    "delete": gettext_noop("Can delete %s"),
    "view": gettext_noop("Can view %s"),
}


class PermissionsField(ManyField):
    """Permissions to choose, each under what it is about."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.content_type} | {named(obj)}"


def named(permission: Permission) -> str:
    """What it allows; those of models that are gone, or of other packages, keep the name they have."""
    action, _, rest = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if model and action in ACTIONS and rest == model._meta.model_name:
        return gettext(ACTIONS[action]) % model._meta.verbose_name
    return permission.name and gettext(permission.name)
