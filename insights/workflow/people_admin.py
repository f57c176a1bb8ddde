"""People and roles in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.content.choices import ManyField
from insights.media.searching import SearchMixin
from insights.workflow.people import (
    DELETED,
    ROLES,
    givable,
    may_manage,
    rights,
    settle,
    standing,
    tell,
    tell_role,
    worded,
)
from insights.workflow.permissions import PermissionsField

admin.site.unregister([User, Group])


class RolesField(ManyField):
    """Roles to tick, each with what it is for."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{worded(obj.name)} – {ROLES[obj.name]}" if obj.name in ROLES else obj.name


class KeepingRoles:
    """Groups that whoever fills in the form may not give stay as they are."""

    def clean_groups(self: Any) -> list[Group]:
        offered = self.fields["groups"].queryset
        held = self.instance.groups.exclude(pk__in=offered) if self.instance.pk else []
        return [*self.cleaned_data["groups"], *held]


class PersonForm(KeepingRoles, UserChangeForm):
    """A person who is there."""


class NewPersonForm(KeepingRoles, UserCreationForm):
    """A person who is added; with a password, for there is no other way in."""


class RolesFilter(admin.RelatedFieldListFilter):
    """Roles by the names that the rest of the page gives them."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.title = _("roles")

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(pk, worded(str(name))) for pk, name in super().field_choices(field, request, model_admin)]


@admin.register(User)
class PersonAdmin(SearchMixin, UserAdmin):
    """Nobody gets at more rights than they have, by any field, password or deletion; and nobody changes their own."""

    class Media:
        css = {"all": ["css/tokens.css", "css/workflow/people.css"]}

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = "admin/change_form.html"
    list_display = ("username", "name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active", ("groups", RolesFilter))
    filter_horizontal = ("user_permissions",)
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Access"), {"fields": ("groups",)}),
    )

    @admin.display(description=_("name"))
    def name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        names = [worded(group.name) for group in person.groups.all()]
        return ", ".join([*names, *[str(_("Superuser"))] * person.is_superuser])

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only superusers make superusers and give single permissions."""
        if obj is None:
            return self.add_fieldsets
        password = ("password",) if self.has_change_permission(request, obj) else ()
        more = ("is_superuser", "user_permissions") if request.user.is_superuser else ()
        return (
            (None, {"fields": ("username", *password)}),
            (_("Person"), {"fields": ("first_name", "last_name", "email")}),
            (_("Access"), {"fields": ("is_active", "groups", *more)}),
            (_("Dates"), {"fields": ("last_login", "date_joined")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        dates = ("last_login", "date_joined")
        if obj is None or obj.pk != request.user.pk:
            return dates
        own = ("is_active", "is_superuser") if request.user.is_superuser else ("is_active", "groups")
        return (*dates, *own)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            text = _("Without a role nobody can sign in here.")
            kwargs |= {"form_class": RolesField, "queryset": givable(request.user), "label": _("Roles")}
            kwargs |= {"widget": forms.CheckboxSelectMultiple, "help_text": text}
        elif db_field.name == "user_permissions":
            kwargs["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or (obj.pk != request.user.pk and may_manage(request.user, obj)))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One by one: each is looked at."""
        return {}

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        stored = User.objects.select_for_update().get(pk=obj.pk) if change else None
        form.before = standing(stored) if stored else []
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        settle(form.instance, form.before, by=request.user)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        tell(obj, standing(obj), [DELETED], by=request.user)
        super().delete_model(request, obj)


@admin.register(Group)
class RoleAdmin(SearchMixin, GroupAdmin):
    """What a role may: superusers decide, and the audit trail knows."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # type: ignore[override]
        return super().formfield_for_manytomany(db_field, request, form_class=PermissionsField, **kwargs)

    def save_model(self, request: HttpRequest, obj: Group, form: Any, change: bool) -> None:
        form.before = rights(obj) if change else []
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        tell_role(form.instance, form.before, rights(form.instance), by=request.user)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        tell_role(obj, rights(obj), [DELETED], by=request.user)
        super().delete_model(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)
