"""What tells machines from people by the form alone: a field that nobody sees, haste, links, thrown-away addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from disposable_email_domains import blocklist
from django import forms

from insights.demos.reasons import Reason

LINK = re.compile(r"https?://|\bwww\.|\[url|<a\s", re.IGNORECASE)
LINKS = 3
HASTE = 2000  # milliseconds
LINES = ("name", "company", "role", "preferred_days", "preferred_time")
NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)


class TrapForm(forms.Form):
    """Two fields that never have errors: nobody could see them. A script says how long the page was open."""

    website = forms.Field(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    elapsed = forms.Field(required=False, widget=forms.HiddenInput)


def noticed(values: Mapping[str, Any]) -> list[str]:
    """The reasons that lie in what was sent."""
    return list(_noticed(values))


def _noticed(values: Mapping[str, Any]) -> Iterator[str]:
    elapsed = str(values["elapsed"] or "")
    if values["website"]:
        yield Reason.TRAP
    if NUMBER.fullmatch(elapsed) and int(elapsed) < HASTE:
        yield Reason.FAST
    if len(LINK.findall(values["message"])) >= LINKS or any(LINK.search(values[name]) for name in LINES):
        yield Reason.LINKS
    if _is_thrown_away(values["email"]):
        yield Reason.THROWAWAY
    if values["name"].lower() == values["company"].lower() == values["role"].lower():
        yield Reason.SAME


def _is_thrown_away(email: str) -> bool:
    """The domain or one above it is on the list, which the library keeps."""
    labels = email.rpartition("@")[2].lower().split(".")
    return any(".".join(labels[start:]) in blocklist for start in range(len(labels) - 1))
