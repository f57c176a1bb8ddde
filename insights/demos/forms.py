"""What a visitor fills in."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from insights.content.models import Category
from insights.content.validators import storable
from insights.demos import slots, zones
from insights.demos.models import DemoRequest
from insights.demos.traps import TrapForm
from insights.workflow.review_mail import one_line

PROPOSE = "propose"
RETURNS = re.compile(r"\r\n?")


class LineField(forms.CharField):
    """One line: whatever would break it becomes a space, so that it may stand in a mail's header."""

    def __init__(self, *, max_length: int, autocomplete: str = "off", missing: Any = "", **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": missing})
        widget = forms.TextInput(attrs={"class": "input", "autocomplete": autocomplete})
        super().__init__(max_length=max_length, widget=widget, validators=[storable], **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text if "\0" in text else one_line(text)


class WordsField(forms.CharField):
    """Several lines, counted as browsers count them."""

    def to_python(self, value: Any) -> str:
        return RETURNS.sub("\n", super().to_python(value) or "")


class AddressValidator(EmailValidator):
    """Django's, without the control characters that may stand in quotes: some end a header's line."""

    def __call__(self, value: str | None) -> None:
        if not str(value).isprintable():
            raise ValidationError(self.message, code=self.code)
        super().__call__(value)


class WorkEmailField(forms.CharField):
    """An address that a mail can be sent to from here."""

    default_validators = [
        AddressValidator(_("Enter your work e-mail in full, like name@company.com."), allowlist=[]),
        MaxLengthValidator(254),
    ]
    widget = forms.EmailInput(attrs={"class": "input", "autocomplete": "email"})

    def to_python(self, value: Any) -> str:
        """The domain in small letters: not every database finds the others."""
        name, at, domain = (super().to_python(value) or "").rpartition("@")
        return f"{name}{at}{domain.lower()}"


class TopicsField(forms.MultipleChoiceField):
    """Topics of the list. One that is there no more is no mistake of the visitor's."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [slug for slug in super().to_python(value) if self.valid_value(slug)]


class SlotInput(forms.TextInput):
    """Of any list of slots: each has a name of its own (`page.offered`)."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return next((value for key, value in data.items() if key == name or key.startswith(f"{name}-")), None)


class SlotForm(forms.Form):
    """A time, out of those that are open; on whose clock it was chosen."""

    slot = forms.CharField(required=False, max_length=20, widget=SlotInput)
    time_zone = forms.CharField(label=_("Your time zone"), max_length=zones.LONGEST, required=False)

    def clean_slot(self) -> datetime | None:
        """The moment; None when the visitor would rather propose times."""
        value = self.cleaned_data["slot"]
        moment = slots.parse(value)
        if moment is None and value != PROPOSE:
            raise ValidationError(_("Choose a time."))
        return moment

    def clean_time_zone(self) -> str:
        """A name that only the visitor's machine knows is as good as none."""
        name: str = self.cleaned_data["time_zone"]
        return name if name in zones.known() else ""


class DemoForm(SlotForm, TrapForm):
    """The request for a demo."""

    name = LineField(label=_("Full name"), max_length=100, autocomplete="name", missing=_("Enter your name."))
    company = LineField(
        label=_("Company"), max_length=150, autocomplete="organization", missing=_("Enter the name of your company.")
    )
    email = WorkEmailField(label=_("Work e-mail"), error_messages={"required": _("Enter your work e-mail.")})
    role = LineField(label=_("Your role"), max_length=100, required=False, autocomplete="organization-title")
    company_size = forms.ChoiceField(
        label=_("Company size"),
        choices=DemoRequest.Size.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Tell us roughly how many people work with you.")},
    )
    topics = TopicsField(label=_("What would you like to talk about?"), required=False)
    preferred_days = LineField(label=_("Days that suit you"), max_length=200, required=False)
    preferred_time = LineField(label=_("Time of day"), max_length=200, required=False)
    message = WordsField(
        label=_("Anything we should read first?"),
        max_length=4000,
        required=False,
        validators=[storable],
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )
    consent = forms.BooleanField(
        label=_("You may use these details to arrange the conversation."),
        error_messages={"required": _("Without your consent we may not store your request.")},
    )

    use_required_attribute = False  # our own words, at their places
    field_order = (
        "name", "company", "email", "role", "company_size", "topics",
        "slot", "time_zone", "preferred_days", "preferred_time", "message", "consent",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topics"]
        topics.choices = [(topic.slug, topic.name) for topic in Category.objects.topics()]

    def clean(self) -> dict[str, Any]:
        """Whoever proposes times names some."""
        values = super().clean() or {}
        proposed = values.get("preferred_days") or values.get("preferred_time")
        if (
            values.get("slot", True) is None
            and not proposed
            and not {"preferred_days", "preferred_time"} & set(self.errors)
        ):
            self.add_error("preferred_days", _("Choose an open time above, or tell us when it suits you."))
        return values
