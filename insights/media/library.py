"""How the library is kept: the folders that pictures are filed in, and the files that may go."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Folder(models.Model):
    """A place in the library. Where a picture is filed changes nothing that readers see."""

    name = models.CharField(_("name"), max_length=80)
    key = models.CharField(max_length=255, editable=False)  # the name whatever its case
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("in")
    )

    class Meta:
        default_permissions = ()  # whoever may change images may file them
        constraints = [
            models.UniqueConstraint(fields=["parent", "key"], name="folder_name_once"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(parent=None), name="folder_name_once_at_top"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = self.name.casefold()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Discarded(models.Model):
    """A file that no image has any more: pages that a cache keeps may name it, so it goes after a while."""

    name = models.CharField(max_length=255, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def note(cls, before: set[str], now: set[str]) -> None:
        """Remember the files that were there before, and forget those that are back."""
        cls.objects.filter(name__in=now).delete()
        given_up: list[Any] = [cls(name=name) for name in sorted(before - now)]
        cls.objects.bulk_create(given_up, ignore_conflicts=True)
