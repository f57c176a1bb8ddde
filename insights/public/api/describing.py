"""The OpenAPI document in the words of its documentation page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Value:
    """A parameter, or a field of an answer."""

    name: str
    type: SafeString
    limits: str
    description: str


@dataclass(frozen=True)
class Answer:
    """What may come of a request."""

    status: str
    meaning: str
    type: SafeString


@dataclass(frozen=True)
class Operation:
    """Something that can be asked."""

    id: str
    path: str
    summary: str
    description: str
    parameters: list[Value]
    answers: list[Answer]


@dataclass(frozen=True)
class Shape:
    """What answers are made of."""

    id: str
    name: str
    description: str
    fields: list[Value]


def operations(document: Schema) -> list[Operation]:
    """Everything that can be asked, in the order of the addresses."""
    return [
        Operation(
            asked["operationId"],
            path,
            _(asked["summary"]),
            _(asked["description"]),
            [_value(one["name"], one["schema"]) for one in asked["parameters"]],
            [_answer(str(status), told) for status, told in asked["responses"].items()],
        )
        for path, methods in document["paths"].items()
        for asked in methods.values()
    ]


def shapes(document: Schema) -> list[Shape]:
    """Everything that answers are made of, by name."""
    found = sorted(document["components"]["schemas"].items())
    return [Shape(name, _readable(name), _(shape["description"]), list(_fields(shape))) for name, shape in found]


def _fields(shape: Schema) -> Iterator[Value]:
    return (_value(name, field) for name, field in shape["properties"].items())


def _value(name: str, schema: Schema) -> Value:
    about = schema.get("description", "")
    return Value(name, _type(schema), ", ".join(_limits(schema)), _(about) if about else "")


def _answer(status: str, told: Schema) -> Answer:
    schema = told["content"]["application/json"]["schema"]
    meanings = {
        "200": _("What was asked for."),
        "404": _("There is nothing of this kind, or no such page."),
        "422": _("A parameter is wrong; the message names it."),
        "503": _("Search is not available right now."),
    }
    return Answer(status, str(meanings.get(status) or told["description"]), _type(schema))


def _type(schema: Schema) -> SafeString:
    """The type in words, a shape's name as a link to it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return format_html('<a href="#shape-{}">{}</a>', name, _readable(name))
    if "anyOf" in schema:
        return _joined(_(" or "), schema["anyOf"])
    if schema.get("type") == "array":
        return format_html(_("list of {}"), _type(schema["items"]))
    if isinstance(inner := schema.get("additionalProperties"), Mapping):
        return format_html(_("object of {}"), _type(inner))
    return format_html("{}", schema.get("format") or schema.get("type") or _("anything"))


def _joined(between: str, schemas: Iterable[Schema]) -> SafeString:
    return format_html_join(between, "{}", ((_type(schema),) for schema in schemas))


def _limits(schema: Schema) -> Iterator[str]:
    if "enum" in schema:
        yield _("one of %s") % ", ".join(schema["enum"])
    if "minimum" in schema:
        yield _("%(least)s to %(most)s") % {"least": schema["minimum"], "most": schema["maximum"]}
    if "maxLength" in schema:
        yield _("at most %s characters") % schema["maxLength"]
    if schema.get("default") not in (None, ""):
        yield _("otherwise %s") % schema["default"]


def _readable(name: str) -> str:
    """`Page_InsightRow_` is a page of InsightRow."""
    outer, _mark, inner = name.rstrip("_").partition("_")
    return f"{outer}<{inner}>" if inner else outer
