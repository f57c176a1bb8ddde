"""Images, named by the path that documents use for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, BinaryIO, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.media import renditions
from insights.media.cuts import Cut, cut
from insights.media.files import check_image, own_name
from insights.media.intake import Taken, take
from insights.media.library import Discarded, Folder
from insights.richtext import safe_source


def id_of(path: str) -> uuid.UUID:
    """The id of an image that a document mentions: the same on every machine."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"image:{path}")


def is_source(path: str) -> None:
    """Raise ValidationError for what could not be the path of an image in a document."""
    if safe_source(path) != path:
        raise ValidationError(_("Not a path like image/hero.jpg."))


SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]


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

    def twin_of(self, image: Image) -> Image | None:
        """Another image that the same file was uploaded for."""
        same = self.filter(fingerprint=image.fingerprint).exclude(pk=image.pk).exclude(file="")
        return same.order_by("created_at").first() if image.fingerprint else None

    def unused(self) -> Self:
        """Those that nothing protects: no section of any insight, version or trash, and no other row."""
        fields: Any = Image._meta.get_fields(include_hidden=True)
        ties = (each for each in fields if each.auto_created and getattr(each, "on_delete", None) is models.PROTECT)
        users = (each.related_model._base_manager.filter(**{each.field.name: models.OuterRef("pk")}) for each in ties)
        return self.exclude(models.Q(*(models.Exists(each) for each in users), _connector=models.Q.OR))

    def wordless(self) -> Self:
        """Pictures that say something and have no words for those who cannot see them."""
        return self.filter(alt="", decorative=False).exclude(file="")

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
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("For the library only; it is not printed.")
    )
    folder = models.ForeignKey(
        Folder, on_delete=models.PROTECT, null=True, blank=True, related_name="images", verbose_name=_("folder")
    )
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing: those who cannot see it miss nothing.")
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it, as it is printed."))
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    focal_x = models.FloatField(_("focal point, across"), default=0.5, validators=SHARE)
    focal_y = models.FloatField(_("focal point, down"), default=0.5, validators=SHARE)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    colour = models.CharField(max_length=7, blank=True, editable=False)
    renditions = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path

    def save(self, *args: object, **kwargs: object) -> None:
        """Give an image that came by hand a path of its own; store a file that came, with all that pages print of it.

        The whole is done before anybody is answered (unless MEDIA_RENDITIONS says otherwise): seconds for an editor,
        nothing for a reader. Raises StorageError, and then the row stays as it was.
        """
        before = set() if self._state.adding else self._files_on_record()
        self.path = self.path or f"uploads/{self.id.hex}"
        if self.is_new:
            renditions.store(self, self._take())
            del self._taken
        elif not self.file:
            self.renditions, self.colour, self.fingerprint = {}, "", ""
        elif self.renditions and not renditions.is_current(self) and renditions.at_once():
            renditions.make_again(self)
        with transaction.atomic():
            super().save(*args, **kwargs)  # type: ignore[arg-type]
            Discarded.note(before, renditions.files(self))

    def get_absolute_url(self) -> str:
        return self.url or reverse("admin:insights_image_change", args=[self.pk])

    def _files_on_record(self) -> set[str]:
        known = Image.objects.filter(pk=self.pk).first()
        return renditions.files(known) if known else set()

    def clean(self) -> None:
        """Decode a file that came, so that a form can say what is wrong with it."""
        super().clean()
        if self.is_new:
            try:
                self._take()
            except ValidationError as error:
                raise ValidationError({"file": error.messages}) from error

    def _take(self) -> Taken:
        """The file that came, decoded once for the check and for the storing."""
        came, taken = getattr(self, "_taken", (None, None))
        if taken is None or came is not self.file.file:
            came, taken = self.file.file, take(self.file.file)  # type: ignore[arg-type]
            self._taken = (came, taken)
            self.fingerprint = taken.fingerprint
        return taken

    @property
    def is_new(self) -> bool:
        """Whether there is a file that was not stored yet."""
        return bool(self.file) and not self.file._committed  # type: ignore[attr-defined]

    @property
    def is_missing(self) -> bool:
        return not self.file

    @property
    def url(self) -> str:
        """Where readers fetch the file; empty while it is missing."""
        return self.file.url if self.file else ""

    @property
    def words(self) -> str:
        """What is read to those who cannot see it."""
        return "" if self.decorative else self.alt

    @property
    def focus(self) -> str:
        """Classes that keep a chosen focal point in sight where the place, not the picture, sets the shape."""
        if (self.focal_x, self.focal_y) == (0.5, 0.5):
            return ""
        return f" across-{round(self.focal_x * 4)} down-{round(self.focal_y * 4)}"

    @property
    def full(self) -> Cut | None:
        return cut(self, "full")

    @property
    def card(self) -> Cut | None:
        return cut(self, "card")

    @property
    def tall(self) -> Cut | None:
        return cut(self, "tall")

    @property
    def square(self) -> Cut | None:
        return cut(self, "square")

    @property
    def small_url(self) -> str:
        """A small one, for lists that editors see."""
        card = self.card
        return card.small if card else self.url

    def replace(self, content: BinaryIO, name: str) -> Self:
        """Store this file under a name of our own and keep every use of the image."""
        self.file = File(content, name)
        self.save()
        return self


@receiver(post_delete, sender=Image, dispatch_uid="insights.media.discard")
def discard(instance: Image, **kwargs: Any) -> None:
    """Its files may go, with the row's own transaction."""
    Discarded.note(renditions.files(instance), set())
