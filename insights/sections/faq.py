"""Questions with their answers."""

from __future__ import annotations

from typing import Any

from insights.richtext import MarkdownWriter, plain_text
from insights.sections.base import Passage, Section
from insights.sections.kind import KindMeta, RichTextField, RowsField, SectionForm, TextField, _
from insights.sections.rendering import Rendering


class QuestionForm(SectionForm):
    """One question and its answer."""

    question = TextField(label=_("Question"), max_length=300)
    answer = RichTextField(label=_("Answer"))


class Faq(Section):
    """Questions that open their answers, without script."""

    label = _("Questions and answers")
    description = _("Questions that open their answers.")
    icon = "list"
    group = _("Text")
    handle = "faq"
    flows = False

    class Form(SectionForm):
        """A heading and the questions."""

        heading = TextField(label=_("Heading"), max_length=200, required=False)
        questions = RowsField(QuestionForm, label=_("Questions"), required=True)
        handles = {"heading": "title"}

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        pairs = [
            ("How much time does it take?", "Half an hour a fortnight, always at the same time."),
            ("What do we talk about?", "The question that was left open last time."),
            ("How does it end?", "With a date, agreed on at the start."),
        ]
        rows = [
            (question, [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]) for question, text in pairs
        ]
        questions = [
            {"id": f"q{n}", "question": question, "answer": answer} for n, (question, answer) in enumerate(rows, 1)
        ]
        return {"heading": "Before you begin", "questions": questions}

    def shown(self) -> list[dict[str, Any]]:
        """Rows that have a question and an answer."""
        return [row for row in self.value("questions") or [] if _is_shown(row)]

    def passages(self) -> list[Passage]:
        rows = enumerate(self.value("questions") or [])
        return [Passage(f"questions[{index}].answer", row["answer"]) for index, row in rows if _is_shown(row)]

    def text(self) -> str:
        return "\n".join([self.value("heading") or "", *(row["question"] for row in self.shown()), super().text()])

    def summary(self) -> str:
        return self.value("heading") or ", ".join(row["question"] for row in self.shown())[:120]

    def markdown(self, writer: MarkdownWriter) -> str:
        heading = self.value("heading")
        parts = [f"## {writer.line(heading)}"] if heading else []
        for row in self.shown():
            parts += [
                f"{'###' if heading else '##'} {writer.line(row['question'])}",
                writer.markdown(row["answer"], top=4),
            ]
        return "\n\n".join(filter(None, parts))

    def structured(self) -> list[dict[str, Any]]:
        """Answers as words; one that is a picture alone has nothing to say here."""
        answers = ((row["question"], plain_text(row["answer"])) for row in self.shown())
        questions = [_question(question, answer) for question, answer in answers if answer]
        return [{"@type": "FAQPage", "mainEntity": questions}] if questions else []

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        items = [
            {"id": row["id"], "question": row["question"], "html": rendering.richtext.html(row["answer"], top=4)}
            for row in self.shown()
        ]
        return {"heading": self.value("heading"), "items": items} if items else None


def _question(question: str, answer: str) -> dict[str, Any]:
    return {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}


def _is_shown(row: dict[str, Any]) -> bool:
    return bool(row.get("question") and row.get("answer"))
