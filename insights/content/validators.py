"""Text that both databases keep as it is: PostgreSQL refuses NUL and lone surrogates, SQLite stores them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.richtext.limits import UNSTORABLE


def storable(value: str) -> None:
    """Raise ValidationError for text that one of the databases could not store."""
    if UNSTORABLE.search(value):
        raise ValidationError(_("Null and half surrogate characters are not allowed."), code="unstorable")


def storable_json(value: object, path: str = "") -> None:
    """The same for every key and text inside JSON data; the error names the place."""
    stack = [(path, value)]
    while stack:
        where, item = stack.pop()
        if isinstance(item, str):
            _storable_at(where, item)
        elif isinstance(item, dict):
            stack += [(f"{where}.{key}".lstrip("."), part) for key, part in item.items()]
            stack += [(where, key) for key in item]
        elif isinstance(item, list):
            stack += [(f"{where}[{index}]", part) for index, part in enumerate(item)]
        elif isinstance(item, float) and (item != item or item in {float("inf"), float("-inf")}):
            raise ValidationError(_("%(where)s: not a finite number."), params={"where": where})
        elif isinstance(item, int) and not -(2**63) <= item < 2**63:
            raise ValidationError(_("%(where)s: the number is too large."), params={"where": where})


def _storable_at(where: str, text: str) -> None:
    try:
        storable(text)
    except ValidationError as error:
        raise ValidationError(f"{where}: {error.messages[0]}") from error
