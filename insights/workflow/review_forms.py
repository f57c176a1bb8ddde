"""What people write to each other: plain text of at most 2,000 characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.content.validators import storable
from insights.sections.base import Section
from insights.workflow.comments import section_names

LONGEST = 2000


class WordsField(forms.CharField):
    """Several lines; a browser's line ends count once."""

    def __init__(self, rows: int = 3, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": rows, "class": "input"})
        super().__init__(max_length=LONGEST, widget=box, validators=[storable], **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class NoteForm(forms.Form):
    """A note to those who will look, or the answer to one."""

    text = WordsField(label=_("Note"), required=False)


class CommentForm(forms.Form):
    """A remark and what it is about."""

    uid = forms.ChoiceField(
        label=_("About"),
        required=False,
        error_messages={"invalid_choice": _("The section is not in the list any more. Choose another.")},
    )
    text = WordsField(label=_("Comment"), error_messages={"required": _("Write something first.")})

    def __init__(self, *args: Any, sections: Iterable[Section] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["uid"].widget.attrs["class"] = "input"
        named = section_names(sections)
        self.fields["uid"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole insight")),
            *((uid, f"{name}: {hint}" if hint else name) for uid, (name, hint) in named.items()),
        ]
