"""What an editor should know before publishing, in plain words, each with its place.

Errors are what is required and not there; everything else is advice. What is switched off is never mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.content.models import Insight
from insights.publishing import check_headings, check_links, check_pictures, check_words
from insights.publishing.findings import ERROR, WARNING, Check, at
from insights.sections.base import Section
from insights.sections.rendering import Rendering

__all__ = ["ERROR", "WARNING", "Check", "NotReadyError", "Summary", "check", "refuse_errors", "summary"]


class Summary(NamedTuple):
    """How many findings of each level there are, and a line that says so."""

    errors: int
    warnings: int
    headline: str


class NotReadyError(ValidationError):
    """An insight with errors; `checks` are what has to be done before it may be published."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self.checks = list(checks)
        super().__init__([str(check.message) for check in checks])


def check(insight: Insight, sections: Iterable[Section] | None = None) -> list[Check]:
    """Findings about a working copy as it is stored, errors first, each level in the order of the page.

    Costs the same few queries whatever the number of sections: the page is printed once, as a preview would.
    """
    rendering = Rendering(insight, None if sections is None else list(sections))
    found = list(chain(_page(insight, rendering), *(_section(section, rendering) for section in _shown(rendering))))
    found += check_headings.findings(rendering.sections)
    found += check_links.findings(rendering)
    found += _nothing_printed(rendering, {finding.uid for finding in found})
    places = {section.uid: place for place, section in enumerate(rendering.all_sections)}
    return sorted(found, key=lambda finding: (finding.level != ERROR, places.get(finding.uid, -1)))


def refuse_errors(insight: Insight) -> None:
    """Raise NotReadyError unless the working copy may be published."""
    if errors := [finding for finding in check(insight) if finding.level == ERROR]:
        raise NotReadyError(errors)


def summary(found: Sequence[Check]) -> Summary:
    """The counts, and "2 things stop publishing, 3 to look at"."""
    errors = sum(finding.level == ERROR for finding in found)
    warnings = len(found) - errors
    look = ngettext("%d thing to look at", "%d things to look at", warnings) % warnings
    stop = ngettext("%d thing stops publishing", "%d things stop publishing", errors) % errors
    if errors:
        return Summary(errors, warnings, ", ".join([stop, *([look] if warnings else [])]))
    return Summary(0, warnings, _("Ready to publish, %s") % look if warnings else _("Ready to publish"))


def _shown(rendering: Rendering) -> list[Section]:
    return [section for section in rendering.all_sections if section.enabled]


def _page(insight: Insight, rendering: Rendering) -> Iterator[Check]:
    """What is wrong with the page as a whole."""
    others = Insight.objects.staged().filter(slug=insight.slug).exclude(working_copy=insight.home_id)
    if others.exists():
        words = _("Another published insight has the address “%s”.") % insight.slug
        yield Check(ERROR, "", "slug", words)
    if not rendering.sections:
        yield Check(WARNING, "", "", _("The page has no sections that readers see."))
    elif not any(section.is_shown for section in rendering.sections):
        yield Check(WARNING, "", "", _("Readers see no section now: all have times of their own."))


def _section(section: Section, rendering: Rendering) -> Iterator[Check]:
    """What is wrong within one section."""
    if not section.is_known:
        words = _("This kind of section is not known here; it is kept, but not shown to readers.")
        yield at(section, "", words)
        return
    for path in section.missing():
        words = _("“%s” is not filled in.") % section.Form.label_at(path)
        yield at(section, path, words, level=ERROR)
    yield from (at(section, path, message) for path, message in section.advice(rendering.site))
    yield from check_pictures.findings(section, rendering)
    yield from check_words.findings(section)


def _nothing_printed(rendering: Rendering, mentioned: set[str]) -> Iterator[Check]:
    """Sections that readers would not see for a reason that nothing else has named."""
    printed = {section.uid for section, _html in rendering.printed}
    for section in rendering.sections:
        if section.uid not in printed | mentioned:
            yield at(section, "", _("Readers see nothing of this section as it is."))
