"""Model fields that behave alike on both databases."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class OrderedJSONField(models.JSONField):
    """JSON that comes back with its keys in the order they were written, as SQLite keeps it.

    PostgreSQL's jsonb sorts keys, so that an export would differ from the document that came in, and its json type
    knows no equality; so the column is text there. Letters are stored as themselves, so that a search finds them.
    Look-ups inside the value are not for this field.
    """

    def db_type(self, connection: Any) -> str | None:
        return "text" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_value(value, connection, prepared)
        return json.dumps(value, cls=self.encoder, ensure_ascii=False)
