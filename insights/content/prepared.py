"""Querysets whose SQL is made once: of a rich query, Django writes the text longer than the database works on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Expression, Field, QuerySet
from django.db.models.expressions import RawSQL

from insights.content import clock

SHAPES = 64


class Parameter(Expression):
    """Stands in a queryset for a value that is told when it is asked."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Itself takes the value's place among the SQL's parameters."""
        return "%s", (self,)

    def bound(self, values: Mapping[str, Any]) -> Any:
        """The value as the database wants it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


MOMENT: Any = Parameter("moment", DateTimeField())


class Prepared:
    """The queryset that `build` makes of parameters, kept as SQL for each shape: what `build` is told.

    The moment that visibility is decided by needs no parameter: `clock.now()` is one while the queryset is built.
    Whatever else `build` reads is read once for all.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._kept = lru_cache(maxsize=SHAPES)(self._made)

    def rows(self, *shape: Any, **values: Any) -> list[tuple[Any, ...]]:
        """The rows as the database has them: text and numbers alike everywhere, dates and ids not."""
        with connection.cursor() as cursor:
            cursor.execute(*self._statement(shape, values))
            return cursor.fetchall()

    def expression(self, *shape: Any, **values: Any) -> RawSQL:
        """The same within another queryset."""
        return RawSQL(*self._statement(shape, values))  # noqa: S611 - Django's own SQL

    def _statement(self, shape: tuple[Any, ...], values: dict[str, Any]) -> tuple[str, list[Any]]:
        sql, parameters = self._kept(connection.vendor, *shape)
        told = {"moment": clock.now(), **values}
        return sql, [part.bound(told) if isinstance(part, Parameter) else part for part in parameters]

    def _made(self, _vendor: str, *shape: Any) -> tuple[str, tuple[Any, ...]]:
        with clock.at(MOMENT):
            return self._build(*shape).query.sql_with_params()
