"""What logs and error mails may know: which address failed and where in the code, but of nobody and no secret link."""

from __future__ import annotations

import logging
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import ExceptionReporter

TOKEN = re.compile(r"[0-9a-f]{32}\.[\w-]{20,}")  # what a signed link names its page by


class NoTokens(logging.Filter):
    """Takes the tokens out of what is logged: whoever reads a log may not open people's pages."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _bare(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_bare, record.args))
        return True


class Reporter(ExceptionReporter):
    """The traceback alone; what was sent, by whom and from where is nobody's to read in a mail."""

    def __init__(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request if settings.DEBUG else None, *args, **kwargs)


def _bare(value: Any) -> Any:
    return TOKEN.sub("[token]", value) if isinstance(value, str) else value
