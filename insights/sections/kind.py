"""What a module of a kind needs, in one import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.sections.base import Opening, Section
from insights.sections.fields import ChoiceField, FlagField, LinkField, NumberField, TextField
from insights.sections.forms import SectionForm
from insights.sections.references import CategoryField, ImageField, InsightsField
from insights.sections.richtext import RichTextField, SourceField
from insights.sections.rows import RowsField


class KindMeta:
    """Meta of every kind: the shared table, and no migration or permission of its own.

    Django's migration writer and content types pass over `auto_created` models; a kind is code, not schema.
    """

    proxy = True
    auto_created = True


__all__ = [
    "CategoryField", "ChoiceField", "FlagField", "ImageField", "InsightsField", "KindMeta", "LinkField", "NumberField",
    "Opening", "RichTextField", "RowsField", "Section", "SectionForm", "SourceField", "TextField", "_", "forms",
]  # fmt: skip
