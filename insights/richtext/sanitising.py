"""The one place where HTML from elsewhere is made harmless: bleach, with the schema's elements and nothing else.

`sanitise` is on the way of all HTML and Markdown. Scripts, styles and frames go with what is in them; of any other
foreign element the words stay. Limits come first, because an HTML5 parser's time grows with nesting.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, cast

from bleach import html5lib_shim
from bleach.sanitizer import Cleaner
from django.utils.translation import gettext as _

from insights.richtext.attributes import ALIGNMENTS, LANGUAGE
from insights.richtext.limits import MAX_DEPTH, check_text
from insights.richtext.links import INTERNAL_SCHEMES, SCHEMES, is_internal, safe_source, safe_url
from insights.richtext.problems import number, refusal
from insights.richtext.schema import MARK_OF_TAG, NODE_OF_TAG
from insights.richtext.source import SET_ATTRIBUTE
from insights.richtext.walking import Walker
from insights.richtext.words import CONTROLS

MAX_TAGS_DEEP = 4 * MAX_DEPTH
MAX_TAG = 2_000
MAX_MARKUP = 100_000
SILENT = frozenset({"script", "style", "iframe", "title", "noembed", "noframes"})
WRAPPERS = frozenset(
    "div section article header footer main aside nav figure figcaption address center details summary dl dt dd "  # noqa: SIM905
    "tbody thead tfoot caption".split()
)
TAGS = frozenset(NODE_OF_TAG) | frozenset(MARK_OF_TAG) | WRAPPERS
PROTOCOLS = SCHEMES | INTERNAL_SCHEMES
ALIGN = re.compile(rf"(?:^|;)\s*text-align\s*:\s*({'|'.join(ALIGNMENTS)})\s*(?:;|$)", re.I)
ALIGN_CLASS = re.compile(rf"align-({'|'.join(ALIGNMENTS)})")

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_VOID = "br hr img input meta link base wbr col area"
_UNCLOSED = frozenset(f"p li dt dd tr td th thead tbody tfoot option {_VOID}".split())
_PLAIN_ATTRIBUTES = {
    "a": {"rel", "target", "title"},
    "img": {"alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "colwidth"},
    "th": {"colspan", "rowspan", "colwidth"},
    "div": {SET_ATTRIBUTE},
}


class _Alignment:
    """What bleach asks for a `style`: of all styles only the alignment stays."""

    def sanitize_css(self, style: str) -> str:
        match = ALIGN.search(style)
        return f"text-align: {match[1].lower()}" if match else ""


class _Silence(html5lib_shim.Filter):  # type: ignore[name-defined, misc]
    """Drops silent elements with what is in them; bleach alone would leave a script's text."""

    def __iter__(self) -> Any:
        depth = 0
        for token in super().__iter__():
            silent = token.get("name") in SILENT
            if not silent and not depth:
                yield token
            depth += silent * ((token["type"] == "StartTag") - (token["type"] == "EndTag"))


def sanitise(html: str) -> str:
    """The HTML with only what the schema knows. Raises RichTextError past a limit, which is named, and for NUL."""
    text = CONTROLS.sub("", check_text(html)).replace("\r\n", "\n").replace("\r", "\n")
    _check_tags(text)
    cleaner = Cleaner(
        tags=TAGS | SILENT,
        attributes=_allowed,
        protocols=PROTOCOLS,
        strip=True,
        filters=[_Silence],
        css_sanitizer=cast(Any, _Alignment()),
    )
    cleaner.walker = cast(Any, Walker)
    return str(cleaner.clean(text))


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute stays: the same checks as those of the schema."""
    if name == "href":
        return tag == "a" and (safe_url(value) is not None or is_internal(value))
    if name == "src":
        return tag == "img" and safe_source(value) is not None
    if name == "class":
        return bool(ALIGN_CLASS.fullmatch(value) or (tag == "code" and _language(value)))
    if name in ("style", "align"):
        return bool(ALIGN.search(value)) if name == "style" else value.lower() in ALIGNMENTS
    return name in _PLAIN_ATTRIBUTES.get(tag, ())


def _language(value: str) -> bool:
    return LANGUAGE.fullmatch(value.removeprefix("language-")) is not None and value.startswith("language-")


def _check_tags(text: str) -> None:
    """Refuse nesting and tags that would keep the parser busy for minutes; linear, and generous to sloppy HTML."""
    if text.count("<") + text.count("&") > MAX_MARKUP:
        raise refusal(_("The text has more than the limit of %(limit)s tags and entities."), limit=number(MAX_MARKUP))
    opened: Counter[str] = Counter()
    deep = 0
    for closing, tag, rest in _TAG.findall(text):
        if len(rest) > MAX_TAG and len(_QUOTED.sub("", rest)) > MAX_TAG:
            raise refusal(_("A tag is longer than the limit of %(limit)s characters."), limit=number(MAX_TAG))
        name = tag.lower()
        if name in _UNCLOSED or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        deep += step
        if deep > MAX_TAGS_DEEP:
            message = _("Elements are nested deeper than the limit of %(tags)s (for %(limit)s levels).")
            raise refusal(message, tags=MAX_TAGS_DEEP, limit=MAX_DEPTH)
