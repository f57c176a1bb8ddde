"""Full addresses: always of the site that the settings name, whatever a request says."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import iri_to_uri


def absolute(address: str) -> str:
    """An address of this site with its scheme and host; one that has them already (a bucket's) stays."""
    return iri_to_uri(urljoin(f"{settings.SITE_URL}/", address)) or ""
