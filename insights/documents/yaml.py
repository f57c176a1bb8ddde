"""YAML as Statamic writes it, read without surprises: no code, no aliases, no guessed dates or octal numbers.

Values are built from the parser's events, so no constructor of PyYAML ever runs and every limit is checked
before memory is spent.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml

from insights.documents.model import DocumentError

MAX_DEPTH = 64
MAX_NODES = 50_000
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
FRACTION = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{1,15}")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str, first_line: int = 1) -> Any:
    """The value of one YAML document; an empty one is None. `first_line` is where `text` starts in its file.

    Unquoted text becomes a bool, a number or None only if writing that again gives the same characters,
    so `no`, `0777`, `1_000`, `12:30:45`, `1.50` and dates stay text and `str(2026)` is what was typed.
    Keys are always text. Raises `DocumentError` with line and column.
    """
    if found := UNSTORABLE.search(text):
        line = first_line + text.count("\n", 0, found.start())
        raise DocumentError("a character that cannot be stored", line=line)
    try:
        return _Builder(yaml.parse(text, Loader=PARSER), first_line).document()
    except DocumentError:
        raise
    except yaml.MarkedYAMLError as error:
        raise _at(error.problem_mark, str(error.problem), first_line) from error
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position]
        raise DocumentError(error.reason, line=first_line + before.count(b"\n")) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise DocumentError(f"this is not YAML: {error}", line=first_line) from error


def plain(text: str) -> Any:
    """The value of an unquoted scalar. Whatever would not be written back the same stays text."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if FRACTION.fullmatch(text) and repr(float(text)) == text:
        return float(text)
    return text


class _Builder:
    """Turns events into values, counting nodes and levels on the way."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int):
        self.events = events
        self.first_line = first_line
        self.nodes = 0

    def document(self) -> Any:
        value = None
        for number, event in enumerate(self._documents()):
            if number:
                raise self._error(event, "more than one YAML document")
            value = self._value(next(self.events), 1)
            next(self.events)
        return value

    def _documents(self) -> Iterator[yaml.Event]:
        return (event for event in self.events if isinstance(event, yaml.DocumentStartEvent))

    def _value(self, event: yaml.Event, depth: int) -> Any:
        self._guard(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        scalar = cast(yaml.ScalarEvent, event)
        return plain(scalar.value) if scalar.implicit[0] else scalar.value

    def _mapping(self, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            self._guard(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(event, "a list or a map cannot be a key")
            if event.value in values:
                raise self._error(event, f"the key {event.value[:80]!r} is there twice")
            values[event.value] = self._value(next(self.events), depth + 1)
        return values

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _guard(self, event: yaml.Event, depth: int) -> None:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise self._error(event, f"nested deeper than {MAX_DEPTH} levels")
        if self.nodes > MAX_NODES:
            raise self._error(event, f"more than {MAX_NODES} values")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self._error(event, "aliases and anchors (* and &) are not read")
        if getattr(event, "tag", None) is not None:
            raise self._error(event, f"tags ({str(getattr(event, 'tag', ''))[:80]}) are not read")
        if isinstance(event, yaml.ScalarEvent) and UNSTORABLE.search(event.value):
            raise self._error(event, "a character that cannot be stored")

    def _error(self, event: yaml.Event, message: str) -> DocumentError:
        return _at(event.start_mark, message, self.first_line)


def _at(mark: Any, message: str, first_line: int) -> DocumentError:
    if mark is None:
        return DocumentError(message, line=first_line)
    return DocumentError(message, line=first_line + mark.line, column=mark.column + 1)
