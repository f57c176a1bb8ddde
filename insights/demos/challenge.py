"""A proof of work (ALTCHA), asked only of who looks like a machine: a browser finds it in a second, unnoticed.

The library makes and checks it. Its own widget starts a worker from a blob, which our policy forbids, and
`django-altcha` remembers used solutions in the cache of one process; ours belong to one request, so using one again
does nothing.
"""

from __future__ import annotations

import base64
import json
import time
import uuid
from typing import Any

import altcha
from django.utils.crypto import salted_hmac

ALGORITHM, COST = "PBKDF2/SHA-256", 1000  # about 256 tries of so many rounds
MINUTES = 30
LONGEST = 4000
FIELD = "altcha"


def challenge(request_id: uuid.UUID) -> str:
    """What the script is given to solve, for this request."""
    made = altcha.create_challenge(
        ALGORITHM, COST, expires_at=int(time.time()) + MINUTES * 60, data={"for": request_id.hex}, hmac_secret=_secret()
    )
    return json.dumps(made.to_dict())


def proven(payload: str) -> str:
    """The request that a solution is for; empty for what is none of ours, wrong or late."""
    try:
        if 0 < len(payload) <= LONGEST and altcha.verify_solution(payload, _secret()).verified:
            found: Any = json.loads(base64.b64decode(payload))["challenge"]["parameters"]["data"]["for"]
            return str(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    return ""


def _secret() -> str:
    return salted_hmac("insights.demos.challenge", "", algorithm="sha256").hexdigest()
