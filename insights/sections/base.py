"""What every section is: a row of one table, loaded as the class of its kind."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.content import clock
from insights.content.fields import OrderedJSONField
from insights.content.models import Insight, SiteProfile
from insights.content.querysets import InsightQuerySet
from insights.content.validators import storable_json
from insights.media.models import Image
from insights.richtext import MarkdownWriter, Nodes, Problem, plain_text
from insights.sections.fields import Link
from insights.sections.forms import SectionForm
from insights.sections.offers import Figure, Opening, Passage
from insights.sections.references import InsightsField
from insights.sections.richtext import RichTextField, described_images, image_sources, links_in

if TYPE_CHECKING:
    from insights.sections.rendering import Rendering

__all__ = ["Figure", "Opening", "Passage", "Reference", "Section"]

UID = RegexValidator(r"^[A-Za-z0-9_-]{1,64}\Z", _("Letters, digits, - and _ only."))


class Section(models.Model):
    """One block of the page builder.

    `data` has the shape that the kind's `Form` defines, plus whatever a document carried that the form does not
    know. `derived` is worked out from `data` at every save (a source turned into rich text), never edited. A kind
    nobody registered loads as this class: kept whole, invisible to readers, visible to editors.
    """

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="sections", db_index=False)
    uid = models.CharField(max_length=64, validators=[UID])
    kind = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)
    enabled = models.BooleanField(_("shown"), default=True)
    visible_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    visible_until = models.DateTimeField(_("shown until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    data = OrderedJSONField(default=dict, blank=True)
    derived = OrderedJSONField(default=dict, blank=True, editable=False)

    label: ClassVar[Any] = _("Unknown section")
    description: ClassVar[Any] = _("Came with a document; kept for its export, not shown to readers.")
    icon: ClassVar[str] = "alert"
    group: ClassVar[Any] = ""
    handle: ClassVar[str] = ""
    wide: ClassVar[bool] = False
    flows: ClassVar[bool] = True  # whether its headings belong to the page's outline
    Form: ClassVar[type[SectionForm]] = SectionForm

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["insight", "uid"], name="section_uid")]
        indexes = [models.Index(fields=["insight", "position"], name="section_order")]

    def __str__(self) -> str:
        return f"{self.label} {self.uid}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]
        """The row as its kind's class, so that `insight.sections.all()` is typed in one query."""
        section = super().from_db(db, field_names, values)
        if "kind" in section.__dict__:
            section.become_kind()
        return section

    def become_kind(self) -> Self:
        """Take the class that the registry names for `kind`; the plain class when it names none."""
        from insights.sections.registry import kind_class

        self.__class__ = kind_class(self.kind)  # type: ignore[assignment]
        return self

    @property
    def is_known(self) -> bool:
        return type(self) is not Section

    @property
    def is_shown(self) -> bool:
        """Whether readers see it now: switched on, and within its time."""
        return self.enabled and clock.is_open(self.visible_from, self.visible_until)

    # What a kind may say of itself. `data` has passed the kind's form when these are asked.

    @classmethod
    def sample(cls) -> dict[str, Any]:
        """Data that shows the kind at its best; render tests, round trips and the picker run over it."""
        return {}

    @classmethod
    def closing_data(cls) -> dict[str, Any] | None:
        """For a kind that stands at the end of every page its editors have not added it to: the data it has there."""
        return None

    def derive(self) -> dict[str, Any]:
        """What to work out once at saving instead of at every request."""
        return {}

    def converted(self) -> dict[str, Any] | None:
        """The data with an HTML or Markdown source turned into rich text that is shown; None without a source."""
        return None

    def opening(self) -> Opening:
        """What the section gives to the top of the page."""
        return Opening()

    def passages(self) -> list[Passage]:
        """The rich text that the section prints: the source of outline, reading time, search text and checks."""
        fields = (place for place in self.Form.places(self.data) if isinstance(place.field, RichTextField))
        return [Passage(place.path, place.value) for place in fields if place.value]

    def pictures(self) -> list[Figure]:
        """Pictures that tell something, which therefore need words for those who cannot see them."""
        return [Figure(text.field, path, alt) for text in self.passages() for path, alt in described_images(text.nodes)]

    def related(self, insight: Insight) -> InsightQuerySet | None:
        """The cards that the section shows, as a limited queryset."""
        return None

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        """What the kind's template prints, or None when there is nothing to show."""
        return None

    def markdown(self, writer: MarkdownWriter) -> str:
        """What the section says, for the Markdown of the page: its rich text, or else its words."""
        texts = self.documents()
        parts = map(writer.markdown, texts) if texts else map(writer.line, self.text().split("\n"))
        return "\n\n".join(filter(None, parts))

    def structured(self) -> list[dict[str, Any]]:
        """What the section tells machines: nodes of schema.org. Those of one type on a page become one."""
        return []

    def chosen(self) -> list[tuple[str, uuid.UUID]]:
        """Insights that an editor chose to be shown, with their field."""
        fields = (place for place in self.Form.places(self.data) if isinstance(place.field, InsightsField))
        return [(place.path, pk) for place in fields for pk in place.field.insights(place.value)]

    def remarks(self) -> list[Problem]:
        """What an editor should look at, though it may be stored and published; places as documents name them."""
        return []

    def advice(self, site: SiteProfile) -> list[Problem]:
        """What an editor should look at before publishing; places by the fields' own names."""
        names = {handle: name for name, handle in self.Form.handles.items()}
        return [Problem(names.get(path, path), message) for path, message in self.remarks()]

    def missing(self) -> list[str]:
        """Paths of what is required and empty: a half-filled section may be stored, but not published."""
        return [place.path for place in self.Form.places(self.data) if place.is_missing]

    def summary(self) -> str:
        """One line for the list of sections."""
        return " · ".join(self.text()[:200].split("\n"))[:120]

    # What follows from that.

    def value(self, name: str) -> Any:
        """A field's stored value, or the default that its form names."""
        value = self.data.get(name)
        return self.Form.base_fields[name].initial if value in (None, "") else value

    @property
    def is_incomplete(self) -> bool:
        """Whether something is still to be filled in."""
        return bool(self.missing())

    def documents(self) -> list[Nodes]:
        """The rich text that the section prints."""
        return [text.nodes for text in self.passages()]

    def links(self) -> list[tuple[str, Link]]:
        """Every address that the section may lead to, with its field."""
        plain = ((place.path, link) for place in self.Form.places(self.data) for link in place.field.links(place.value))
        return [*plain, *((text.field, link) for text in self.passages() for link in links_in(text.nodes))]

    def text(self) -> str:
        """The words that a reader sees, for search and for counting."""
        return "\n".join(map(plain_text, self.documents()))

    def images(self) -> set[str]:
        """Paths of all images that the section mentions."""
        derived = (path for nodes in self.derived.values() for path in image_sources(nodes))
        return {*self.Form.images_in(self.data), *derived}

    def mentioned(self) -> Iterator[uuid.UUID]:
        """Ids of all insights that the section mentions."""
        return self.Form.insights_in(self.data)

    def prepare(self) -> Self:
        """Check `data` and refresh `derived`; raises ValidationError naming the place inside the data.

        Runs on every way into the database. Nothing is required here: a half-filled section may be stored.
        """
        if not isinstance(self.data, dict):
            raise ValidationError({"data": _("A section's data must be a JSON object.")})
        storable_json(self.data)
        if self.is_known:
            form = self.Form(self.data, partial=True)
            if problems := form.problems():
                raise ValidationError({"data": [f"{path}: {message}" for path, message in problems]})
            self.data = form.stored()
            self.derived = self.derive()
        return self


class Reference(models.Model):
    """An image or insight that a section mentions: protects it from deletion and answers "where is this used"."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="references")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, null=True, related_name="references")
    insight = models.ForeignKey(Insight, on_delete=models.RESTRICT, null=True, related_name="references")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(image=None) ^ models.Q(insight=None), name="reference_to_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section_id} mentions {self.image_id or self.insight_id}"
