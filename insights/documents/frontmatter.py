"""Front matter: the YAML between two `---` lines at the top of a file, and the text below."""

from dataclasses import dataclass
from typing import Any

from insights.documents import yaml
from insights.documents.model import DocumentError

FENCE = "---"
MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values at the top, the text below, and the line of the file on which that text starts."""

    values: dict[str, Any]
    body: str
    body_line: int


def has_fence(text: str) -> bool:
    """Whether the text opens with a front matter fence."""
    return text.lstrip("\n").split("\n", 1)[0].rstrip() == FENCE


def split(text: str) -> FrontMatter:
    """Front matter and body of a text that opens with a fence.

    Raises `DocumentError` with a line when the closing fence is missing, or the front matter is too large
    (checked before it is parsed), not YAML, or not a map of names to values.
    """
    lines = text.split("\n")
    opening = next(number for number, line in enumerate(lines) if line.strip())
    closing = _closing(lines, opening)
    head = "\n".join(lines[opening + 1 : closing])
    if len(head.encode()) > MAX_BYTES:
        raise DocumentError(f"the front matter is larger than {MAX_BYTES} bytes", line=opening + 1)
    values = yaml.load(head, first_line=opening + 2)
    if values is not None and not isinstance(values, dict):
        raise DocumentError("the front matter must be a map of names to values", line=opening + 2)
    return FrontMatter(values or {}, "\n".join(lines[closing + 1 :]), closing + 2)


def _closing(lines: list[str], opening: int) -> int:
    for number in range(opening + 1, len(lines)):
        if lines[number].rstrip() == FENCE:
            return number
    raise DocumentError("the front matter that starts here has no closing ---", line=opening + 1)
