"""Insights and what they are filed under."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase

from insights.content import slugs
from insights.content.author import Author
from insights.content.fields import OrderedJSONField
from insights.content.profile import SiteProfile
from insights.content.querysets import CategoryQuerySet, InsightQuerySet
from insights.content.validators import storable, storable_json
from insights.media.models import Image

__all__ = ["Author", "Category", "Insight", "Placement", "SiteProfile", "TaggedInsight"]

PLAIN = [storable]
STAGED = Q(visible_from__isnull=False)
ENDING = Q(visible_until__isnull=False)
WINDOW = ("visible_from", "visible_until")


class Category(models.Model):
    """A topic that insights are filed under. Its slug is its handle in documents."""

    name = models.CharField(_("name"), max_length=100, validators=PLAIN)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, validators=[slugs.usable])
    description = models.CharField(_("description"), max_length=500, blank=True, validators=PLAIN)
    position = models.PositiveIntegerField(_("position"), default=0)
    count: int  # what `topics()` counts

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [models.UniqueConstraint(Lower("name"), name="category_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.slug])

    @property
    def url(self) -> str:
        return self.get_absolute_url()


class Insight(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """An article: a working copy that editors edit, or a frozen version of one that readers may see.

    A version is the same kind of row with `working_copy` pointing home; its sections are rows too. `teaser`,
    `thumbnail` and `reading_minutes` are worked out when it is frozen, so that lists never read a section.

    Readers see the version whose window `visible_from` – `visible_until` is open. At most two versions of an insight
    have one: the one that is live (`is_live`), and the next one, which is scheduled. A version's `revision` is the
    working copy's that says the same. `expires_at` is when readers shall cease to see the insight; on a working copy
    it is what editors wish, on a version a part of what decides its window.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    working_copy = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"), null=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True, editable=False, validators=PLAIN)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    is_live = models.BooleanField(default=False, editable=False)
    visible_from = models.DateTimeField(null=True, editable=False)
    visible_until = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # An article and the frame around it are one query this way.
    site = models.ForeignKey(SiteProfile, on_delete=models.PROTECT, default=1, editable=False, db_index=False)

    title = models.CharField(_("title"), max_length=200, validators=PLAIN)
    slug = models.SlugField(_("slug"), max_length=slugs.MAX_LENGTH, validators=[slugs.usable], db_index=False)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("author"))
    byline = models.CharField(
        _("byline"), max_length=200, blank=True, validators=PLAIN, help_text=_("As it is printed: “By Ines Okafor”.")
    )
    summary = models.TextField(
        _("summary"), max_length=600, blank=True, validators=PLAIN, help_text=_("Shown in lists and to search engines.")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("category")
    )
    categories = models.ManyToManyField(Category, through="Placement", related_name="insights")
    tags = TaggableManager(_("tags"), through="TaggedInsight", blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    changed_since = models.DateTimeField(null=True, editable=False)  # the first change after the newest version
    duplicated_from = models.UUIDField(null=True, blank=True, editable=False)
    document = models.CharField(max_length=500, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    imported_revision = models.PositiveIntegerField(null=True, editable=False)
    extra = OrderedJSONField(default=dict, blank=True, editable=False, validators=[storable_json])

    teaser = models.CharField(max_length=300, blank=True, editable=False)
    thumbnail = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    reading_minutes = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = InsightQuerySet.as_manager()

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        ordering = ["-published_at"]
        permissions = [
            ("publish_insight", gettext_noop("Can publish insights")),
            ("change_own_insight", gettext_noop("Can change insights of one's own")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["working_copy"], condition=Q(is_live=True), name="insight_one_live_version"
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(working_copy=None, deleted_at=None),
                name="insight_slug_among_working_copies",
                violation_error_message=_("Another insight has this slug."),
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(is_live=True), name="insight_slug_among_live_versions"
            ),
            models.UniqueConstraint(
                fields=["working_copy"],
                condition=Q(is_live=False, visible_from__isnull=False),
                name="insight_one_scheduled_version",
            ),
            models.UniqueConstraint(fields=["working_copy", "number"], name="insight_version_number"),
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(visible_from__isnull=False), name="insight_live_has_a_window"
            ),
            models.CheckConstraint(
                condition=Q(visible_from=None) | Q(working_copy__isnull=False, published_at__isnull=False),
                name="insight_window_is_of_a_dated_version",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id", "visible_from", "visible_until"],
                condition=STAGED,
                name="insight_newest",
            ),
            models.Index(
                fields=["author", "-published_at", "-id", "visible_from", "visible_until"],
                condition=STAGED,
                name="insight_by_author",
            ),
            models.Index(fields=["slug"], condition=STAGED, name="insight_address"),
            models.Index(fields=["id", *WINDOW], condition=STAGED, name="insight_open"),  # for counting
            models.Index(fields=["visible_from"], condition=Q(is_live=False) & STAGED, name="insight_starts"),
            models.Index(fields=["visible_until"], condition=Q(is_live=True) & ENDING, name="insight_ends"),
            models.Index(fields=["-updated_at"], condition=Q(working_copy=None), name="insight_working_recent"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("insight_detail", args=[self.slug])

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def home_id(self) -> uuid.UUID:
        """The working copy's id, which is the insight's identity."""
        return self.working_copy_id or self.id

    def file_under(self, categories: Iterable[Category]) -> None:
        """Put the insight in these categories; the first is the one that its page names."""
        wanted = list(dict.fromkeys(categories))
        self.placements.all().delete()
        Placement.objects.bulk_create(
            Placement(insight=self, category=category, position=position) for position, category in enumerate(wanted)
        )
        self.category = wanted[0] if wanted else None
        self.save(update_fields=["category"])


class Placement(models.Model):
    """An insight in a category.

    `live_at`, `visible_from` and `visible_until` repeat the date and the window of a version that has one, so that
    "newest in a topic" and "how many in each" are one index.
    """

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="placements", db_index=False)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="placements", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    live_at = models.DateTimeField(null=True, editable=False)
    visible_from = models.DateTimeField(null=True, editable=False)
    visible_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["insight", "category"], name="placement_once")]
        indexes = [
            models.Index(
                fields=["category", "-live_at", "-insight", *WINDOW],
                condition=STAGED,
                name="placement_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.insight_id} in {self.category_id}"


class TaggedInsight(TaggedItemBase):
    """A tag on an insight, by a real foreign key."""

    content_object = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="tag_once")]
