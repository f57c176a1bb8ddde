"""Every view of the API by the name of its address."""

from insights.public.api.documentation import docs
from insights.public.api.site import api, openapi

VIEWS = {pattern.name: pattern.callback for pattern in api.urls[0]} | {"openapi": openapi, "docs": docs}
