"""What a request may ask for, and what is said when it asks wrongly. Parameters that are not ours ask for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Schema
from ninja.parser import Parser
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from insights.public.api import shapes
from insights.public.search.words import LONGEST
from insights.richtext.limits import UNSTORABLE

NUMBER = re.compile(r"[1-9][0-9]{0,6}")
PAGE_SIZE, LARGEST, FARTHEST = 20, 100, 100_000
ROW, WHOLE = tuple(shapes.InsightRow.__annotations__), tuple(shapes.Insight.__annotations__)


def wrong(message: str, **words: Any) -> PydanticCustomError:
    """An error whose message says it all."""
    return PydanticCustomError("parameter", "{said}", {"said": message % words})


def _number(value: Any) -> Any:
    """ASCII digits only: no sign, no fraction, no digits of another script."""
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise wrong(gettext("Must be a plain whole number."))
    return value


def _storable(value: str) -> str:
    if UNSTORABLE.search(value):
        raise wrong(gettext("Null and half surrogate characters are not allowed."))
    return value


def _among(names: Iterable[str]) -> Callable[[str], str]:
    """A check of names with commas between them."""

    def check(value: str) -> str:
        if value and set(value.split(",")) - set(names):
            raise wrong(gettext("Must be names with commas between: %(names)s."), names=", ".join(names))
        return value

    return check


def _names(names: tuple[str, ...]) -> Any:
    one = f"({'|'.join(names)})"
    schema: dict[str, Any] = {"pattern": f"^({one}(,{one})*)?$"}
    return Field(
        "",
        max_length=300,
        description=_("Only these fields of an insight, with commas between; id and url always come."),
        json_schema_extra=schema,
    )


Number = Annotated[int, BeforeValidator(_number)]
Year = Annotated[int, Field(ge=1000, le=2999), BeforeValidator(_number)]
Text = Annotated[str, AfterValidator(_storable), Field(json_schema_extra={"pattern": "^[^\\u0000]*$"})]


class Paging(Schema):
    """Which page of a list."""

    page: Number = Field(1, ge=1, le=FARTHEST, description=_("Counted from 1. There is nothing beyond the last page."))
    page_size: Number = Field(PAGE_SIZE, ge=1, le=LARGEST, description=_("How many items a page holds."))

    def query(self, **changed: Any) -> str:
        """What asks for the same, or for another page of it: our own parameters only."""
        return urlencode(self.model_dump(exclude_defaults=True) | changed, safe=",")


class Asked(Paging):
    """What of the insights, in which order, and what of each."""

    q: Text = Field("", max_length=LONGEST, description=_("Words to look for in titles, texts, tags and names."))
    category: Text = Field("", max_length=100, description=_("Only insights of this category, by its slug."))
    tag: Text = Field("", max_length=100, description=_("Only insights with this tag, by its slug."))
    author: Text = Field("", max_length=200, description=_("Only insights of this author, by the slug."))
    year: Year = Field(default=cast(int, None), description=_("Only insights published in this year."))
    sort: Literal["best", "newest", "oldest", "title"] = Field(
        "best", description=_("“best” is by likeness to the words looked for, and without words the newest first.")
    )
    fields: Annotated[str, AfterValidator(_among(ROW))] = _names(ROW)


class Parts(Schema):
    """What of one insight."""

    fields: Annotated[str, AfterValidator(_among(WHOLE))] = _names(WHOLE)


class RepeatedError(Exception):
    """A parameter that was given more than once."""


class OneOfEach(Parser):
    """Reads a query string in which one parameter has one meaning."""

    def parse_querydict(self, data: MultiValueDict, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        known = {*Asked.model_fields, *Parts.model_fields}
        if twice := [name for name in sorted(known & data.keys()) if len(data.getlist(name)) > 1]:
            raise RepeatedError(*twice)
        return {name: data[name] for name in known & data.keys()}


def chosen(fields: str, otherwise: Iterable[str]) -> list[str]:
    """The names asked for, and always those that tell which insight it is."""
    return list(dict.fromkeys(["id", "url", *(fields.split(",") if fields else otherwise)]))
