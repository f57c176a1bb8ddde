"""YAML as Statamic writes it: what Symfony's dumper would make of the same values, so that diffs stay small."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from insights.documents.yaml import WORDS, plain

QUOTED = re.compile(r"[\s'\":{}\[\],&*#?]|^[-?|<>=!%@`]")
LOOKS_LIKE_NUMBER = re.compile(r"[-+.]?\d[\d_,.:xobe+-]*|[-+]?\.(inf|nan)", re.IGNORECASE)
WORD = re.compile(r"true|false|null|yes|no|on|off|y|n|~|\.inf|-\.inf|\.nan", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def emit(values: Mapping[str, Any]) -> str:
    """A map as block YAML; `load` of it gives the same values. Keys keep their order."""
    return "\n".join(_lines(values, 0)) + "\n"


def _lines(value: Any, depth: int) -> Iterator[str]:
    """A map or a list, each entry on lines of its own; two spaces a level, `-` alone on its line."""
    space = "  " * depth
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _entry(f"{space}{_key(str(key))}:", part, depth)
        return
    for part in value:
        if _is_block(part):
            yield f"{space}-"
            yield from _lines(part, depth + 1)
        else:
            yield from f"{space}- {_scalar(part, depth + 1)}".split("\n")


def _key(text: str) -> str:
    return _double(text) if "\n" in text else _text(text, 0)


def _entry(head: str, part: Any, depth: int) -> Iterator[str]:
    if _is_block(part):
        yield head
        yield from _lines(part, depth + 1)
    else:
        yield from f"{head} {_scalar(part, depth + 1)}".split("\n")


def _is_block(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple) and bool(value)


def _scalar(value: Any, depth: int) -> str:
    """What stands behind a colon or a dash; a text of several lines goes on below."""
    if isinstance(value, Mapping):
        return "{  }"
    if isinstance(value, list | tuple):
        return "[]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value, depth) if isinstance(value, str) else repr(value)


def _text(text: str, depth: int) -> str:
    if CONTROL.search(text) or (text.strip("\n ") == "" and "\n" in text):
        return _double(text)
    if "\n" in text:
        return _literal(text, depth)
    if text == "" or QUOTED.search(text) or _would_be_read_otherwise(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _double(text: str) -> str:
    return '"' + "".join(ESCAPES.get(letter, _escaped(letter)) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if not CONTROL.match(letter):
        return letter
    return f"\\x{ord(letter):02x}" if ord(letter) < 0x100 else f"\\u{ord(letter):04x}"


def _literal(text: str, depth: int) -> str:
    """`|`, with how many line ends follow the last line, and how far it is indented where it begins with space."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    first = next((line for line in body.split("\n") if line), "")
    head = (
        "|"
        + ("2" if first.startswith((" ", "\t")) or body.startswith("\n") else "")
        + ("-" if not ends else "+" if ends > 1 else "")
    )
    space = "  " * depth
    lines = [f"{space}{line}" if line else "" for line in body.split("\n")]
    return "\n".join([head, *lines, *[""] * (ends - 1)])


def _would_be_read_otherwise(text: str) -> bool:
    """By us or by another reader of YAML: as a number, a date, a word of its own."""
    return text in WORDS or plain(text) != text or bool(WORD.fullmatch(text) or LOOKS_LIKE_NUMBER.fullmatch(text))
