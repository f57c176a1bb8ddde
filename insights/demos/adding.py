"""Adding to counters: one statement, whoever else adds to the same rows at the moment, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def add(rows: Sequence[models.Model], keys: Sequence[str], counts: Sequence[str]) -> None:
    """Add the counts to the rows that have the same keys, or make these. Give rows in the order of their keys:
    who locks them in one order never waits for somebody who waits for them.
    """
    quote, meta = connection.ops.quote_name, rows[0]._meta
    fields: list[Any] = [meta.get_field(name) for name in (*keys, *counts)]
    names = [quote(field.column) for field in fields]
    table, key = quote(meta.db_table), ", ".join(names[: len(keys)])
    sums = ", ".join(f"{name} = {table}.{name} + EXCLUDED.{name}" for name in names[len(keys) :])
    marks = ", ".join([f"({', '.join(['%s'] * len(names))})"] * len(rows))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES {marks} ON CONFLICT ({key}) DO UPDATE SET {sums}"  # noqa: S608 - names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
