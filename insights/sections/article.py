"""The main text of an insight, with its opening: hero, thumbnail and a sentence or two."""

from __future__ import annotations

from typing import Any

from insights.richtext import Nodes, Problem, plain_text
from insights.richtext.editor import over
from insights.sections.base import Opening, Passage, Section
from insights.sections.kind import (
    ChoiceField,
    ImageField,
    KindMeta,
    RichTextField,
    SectionForm,
    SourceField,
    TextField,
    _,
)  # fmt: skip
from insights.sections.rendering import Rendering
from insights.sections.richtext import nodes_of

RICH, SOURCE = "rich", "source"


class Article(Section):
    """Rich text or an HTML/Markdown source; `shown` chooses which of the two is printed, never both.

    When the chosen one is empty the other is printed, so that a document that filled only one loses nothing.
    """

    label = _("Article")
    description = _("The main text, with hero image, thumbnail and opening sentences.")
    icon = "hero"
    group = _("Text")
    handle = "insights_blog_page"

    class Form(SectionForm):
        """The article's fields; `handles` are the names that Statamic documents use."""

        background = ImageField(label=_("Background image"))
        thumbnail = ImageField(label=_("Thumbnail"))
        description = TextField(label=_("Opening sentences"), long=True, max_length=2000, required=False)
        body = RichTextField(label=_("Text"), required=False)
        source = SourceField(label=_("HTML or Markdown source"), required=False)
        shown = ChoiceField(
            label=_("Which one is shown"),
            choices=[(RICH, _("The text")), (SOURCE, _("The HTML or Markdown source"))],
            handles={"bard": RICH, "markdown": SOURCE, "html": SOURCE},
            initial=RICH,
            required=False,
        )
        layout = ChoiceField(
            label=_("Layout"), choices=[("insights", _("Insight"))], initial="insights", required=False
        )

        handles = {
            "background": "bg_image",
            "thumbnail": "thumb_image",
            "description": "thumb_description",
            "body": "article_detail",
            "source": "article",
            "shown": "article_fild_type",
        }

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        paragraph = {"type": "text", "text": "The first answer to a real question is the one given before."}
        return {
            "background": "image/sample-hero.jpg",
            "description": "What the first year of mentoring someone looks like from inside.",
            "body": [
                {
                    "type": "heading",
                    "attrs": {"textAlign": "left", "level": 3},
                    "content": [{"type": "text", "text": "Listen past the first answer"}],
                },
                {"type": "paragraph", "attrs": {"textAlign": "left"}, "content": [paragraph]},
            ],
        }

    def derive(self) -> dict[str, Any]:
        source = self.value("source")
        return {"source": nodes_of(source)} if source else {}

    def converted(self) -> dict[str, Any] | None:
        nodes = self.derived.get("source")
        return {**self.data, "body": over(self.data.get("body"), nodes), "source": "", "shown": RICH} if nodes else None

    def nodes(self) -> Nodes:
        """The one text that is printed."""
        texts = {RICH: self.value("body") or [], SOURCE: self.derived.get("source") or []}
        return texts[self.value("shown")] or texts[RICH] or texts[SOURCE]

    def remarks(self) -> list[Problem]:
        rich, source = plain_text(self.value("body") or []), plain_text(self.derived.get("source") or [])
        if rich and source and rich.split() != source.split():
            return [Problem("article", str(_("The source and the text differ; only one of them is shown.")))]
        return []

    def opening(self) -> Opening:
        return Opening(self.value("background"), self.value("thumbnail"), self.value("description"))

    def passages(self) -> list[Passage]:
        nodes = self.nodes()
        return [Passage("body" if nodes is self.data.get("body") else "source", nodes)]

    def missing(self) -> list[str]:
        """A text or an opening is needed; the text may well stand in sections of its own."""
        return [*super().missing(), *([] if self.nodes() or any(self.opening()) else ["body"])]

    def text(self) -> str:
        return "\n".join(filter(None, [self.value("description"), super().text()]))

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        html = rendering.richtext.html(self.nodes())
        return {"html": html} if html else None
