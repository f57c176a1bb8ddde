"""Images, named by the path that documents use for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, BinaryIO, Self

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.media.files import check_image, own_name
from insights.richtext import safe_source


def id_of(path: str) -> uuid.UUID:
    """The id of an image that a document mentions: the same on every machine."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"image:{path}")


def is_source(path: str) -> None:
    """Raise ValidationError for what could not be the path of an image in a document."""
    if safe_source(path) != path:
        raise ValidationError(_("Not a path like image/hero.jpg."))


class ImageQuerySet(models.QuerySet["Image"]):
    """Images by the paths that sections mention."""

    def named(self, paths: set[str]) -> dict[str, Image]:
        """The images of these paths, recorded now (without a file) where they were unknown."""
        found = self._by_path(paths) if paths else {}
        if missing := sorted(paths - found.keys()):
            new: Any = [Image(id=id_of(path), path=path) for path in missing]
            self.bulk_create(new, ignore_conflicts=True)
            found |= self._by_path(missing)
        return found

    def _by_path(self, paths: Iterable[str]) -> dict[str, Any]:
        return {image.path: image for image in self.filter(path__in=paths)}


class Image(models.Model):
    """A picture. `path` is its identity in every section's data and in documents, and never changes.

    An image whose file has not been seen yet is a row without a file: pages show the designed fallback, and
    storing the file later heals every use at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.CharField(_("path in documents"), max_length=255, unique=True, blank=True, validators=[is_source])
    file = models.ImageField(
        _("file"), upload_to=own_name, validators=[check_image], blank=True, width_field="width", height_field="height"
    )
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    focal_x = models.FloatField(_("focal point, across"), default=0.5)
    focal_y = models.FloatField(_("focal point, down"), default=0.5)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path

    def save(self, *args: object, **kwargs: object) -> None:
        """Give an image that was uploaded by hand a path of its own."""
        self.path = self.path or f"uploads/{self.id.hex}"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return self.url or reverse("admin:insights_image_change", args=[self.pk])

    @property
    def is_missing(self) -> bool:
        return not self.file

    @property
    def url(self) -> str:
        """Where readers fetch the file; empty while it is missing."""
        return self.file.url if self.file else ""

    def replace(self, content: BinaryIO, name: str) -> Self:
        """Store this file under a name of our own and keep every use of the image."""
        self.file = File(content, name)
        self.save()
        return self
