"""Who writes insights."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.content import slugs
from insights.content.querysets import AuthorQuerySet
from insights.content.validators import storable, storable_json

PLAIN = [storable]


class Author(models.Model):
    """A person or company that writes insights."""

    name = models.CharField(_("name"), max_length=200, validators=PLAIN)
    slug = models.SlugField(_("slug"), max_length=slugs.MAX_LENGTH, unique=True)
    role = models.CharField(_("role"), max_length=200, blank=True, validators=PLAIN)
    bio = models.TextField(_("biography"), blank=True, max_length=2000, validators=PLAIN)

    profiles = models.JSONField(_("profiles"), default=list, blank=True, validators=[storable_json])
    count: int  # what `with_insights()` counts

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    @property
    def url(self) -> str:
        return self.get_absolute_url()
