"""System checks: a kind of section that lacks a part is reported before anyone meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from insights.sections.base import Section
from insights.sections.registry import kinds


@register()
def check_kinds(**kwargs: Any) -> list[CheckMessage]:
    """Every registered kind has a form, a template, a label and a sample that its own form accepts."""
    problems = [problem for name, kind in kinds().items() for problem in _problems(name, kind)]
    return [*problems, *_shared_handles()]


def _problems(name: str, kind: type[Section]) -> Iterator[CheckMessage]:
    if kind.label == Section.label or kind.Form is Section.Form:
        yield Error(f"The kind {name} has no label or no Form.", obj=kind, id="insights.E001")
        return
    try:
        get_template(f"insights/sections/{name}.html")
    except TemplateDoesNotExist:
        yield Error(f"The kind {name} has no template insights/sections/{name}.html.", obj=kind, id="insights.E002")
    form = kind.Form(kind.sample())
    if not kind.sample() or not form.is_valid():
        yield Error(
            f"The sample of {name} does not pass its form: {form.errors.as_text()}", obj=kind, id="insights.E003"
        )
    if unknown := kind.Form.handles.keys() - kind.Form.base_fields.keys():
        yield Error(f"Handles of {name} name no field: {', '.join(sorted(unknown))}.", obj=kind, id="insights.E004")


def _shared_handles() -> list[CheckMessage]:
    handles = [kind.handle for kind in kinds().values() if kind.handle]
    shared = {handle for handle in handles if handles.count(handle) > 1}
    return [Error(f"Several kinds have the handle {handle}.", id="insights.E005") for handle in sorted(shared)]
