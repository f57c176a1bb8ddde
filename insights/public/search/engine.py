"""The engine of the database in use, as modelsearch asks for it by this module's name."""

from __future__ import annotations

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - modelsearch looks for this name
    """Each module needs tables that only its own database has."""
    if connection.vendor == "postgresql":
        from insights.public.search.postgresql import PostgreSQLEngine

        return PostgreSQLEngine(params)
    from insights.public.search.sqlite import SQLiteEngine

    return SQLiteEngine(params)
