"""Why a request looks like spam. None is dropped for it: people decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What was noticed."""

    TRAP = "honeypot", _("A field that people do not see was filled in.")
    FAST = "fast", _("The form was sent within two seconds.")
    LINKS = "links", _("There are many links in it, or one where none belongs.")
    THROWAWAY = "throwaway", _("The e-mail address is of a kind that is made to be thrown away.")
    SAME = "same", _("Name, company and role are the same.")
    ADDRESS = "address", _("Many requests came from one network address.")
    TOTAL = "total", _("Very many requests came at once.")


PROVABLE = {Reason.FAST, Reason.ADDRESS, Reason.TOTAL}  # a browser that has worked for it takes these away


def is_provable(reasons: Iterable[str]) -> bool:
    """Whether there are reasons, and a proof of work would take all of them away."""
    return bool(found := set(reasons)) and found <= PROVABLE


def words(reasons: Iterable[str]) -> list[Any]:
    """As people read them; what is not known any more stays as it is."""
    known = dict(Reason.choices)
    return [known.get(reason, reason) for reason in reasons]
