"""Every view of the API by the name of its address."""

from typing import Any

from insights.public.api.documentation import docs
from insights.public.api.site import api, openapi

operations: Any = api.urls[0]
VIEWS: dict[str, Any] = {pattern.name: pattern.callback for pattern in operations} | {"openapi": openapi, "docs": docs}
