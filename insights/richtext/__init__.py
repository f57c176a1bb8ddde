"""Rich text: the one schema of Bard and ProseMirror documents, and every way into and out of it.

A value is the list of block nodes that Bard stores. `validate` is strict, `repair` lenient; `Renderer` prints public
HTML, `MarkdownWriter` Markdown, `to_source_html` the HTML an editor works on; `from_html`, `from_markdown` and
`from_source` read.
"""

from insights.richtext.equality import same
from insights.richtext.headings import Heading
from insights.richtext.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES
from insights.richtext.links import is_internal, safe_source, safe_url
from insights.richtext.markdown import from_markdown, from_source
from insights.richtext.problems import Nodes, Problem, RichTextError
from insights.richtext.reading import from_html
from insights.richtext.rendering import Renderer, outline, to_html
from insights.richtext.repairs import repair
from insights.richtext.sanitising import sanitise
from insights.richtext.source import to_source_html
from insights.richtext.to_markdown import MarkdownWriter
from insights.richtext.validation import from_json, validate
from insights.richtext.words import count_words, plain_text, reading_minutes

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Heading",
    "MarkdownWriter",
    "Nodes",
    "Problem",
    "Renderer",
    "RichTextError",
    "count_words",
    "from_html",
    "from_json",
    "from_markdown",
    "from_source",
    "is_internal",
    "outline",
    "plain_text",
    "reading_minutes",
    "repair",
    "safe_source",
    "safe_url",
    "same",
    "sanitise",
    "to_html",
    "to_source_html",
    "validate",
]
