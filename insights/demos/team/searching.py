"""Searching lists of people: what is typed stays in the session, for addresses end up in logs and histories."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

KEY = "searched"
MOST = 20  # searches that a session remembers
LONGEST = 300


class PrivateList(ChangeList):
    """A list whose address holds a word that means the search to this session only."""

    is_forgotten = False

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """Nothing for a search of another session: it would show, or export, more than was asked for."""
        word = request.GET.get(SEARCH_VAR, "")
        self.query = request.session.get(KEY, {}).get(word, "")
        self.is_forgotten = bool(word and not self.query)
        found: QuerySet[Any] = super().get_queryset(request, *args, **kwargs)
        return found.none() if self.is_forgotten else found

    @property
    def search_url(self) -> str:
        """Where the search is sent, with the filters that are set."""
        return _address(self.opts, "search") + self.get_query_string(remove=[SEARCH_VAR, PAGE_VAR])


class PrivateSearch:
    """Part of the admin of what is searched for people."""

    opts: Any
    admin_site: Any

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PrivateList

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.search))
        way = path("search/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_search")
        return [way, *super().get_urls()]  # type: ignore[misc]

    def search(self, request: HttpRequest) -> HttpResponse:
        """Remember what was typed and lead back to the list."""
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        query = request.GET.copy()
        if term := request.POST.get(SEARCH_VAR, "").strip()[:LONGEST]:
            query[SEARCH_VAR] = _kept(request.session, term)
        return HttpResponseRedirect(f"{_address(self.opts, 'changelist')}?{query.urlencode()}")


def _kept(session: Any, term: str) -> str:
    word = secrets.token_urlsafe(6)
    kept = [*session.get(KEY, {}).items(), (word, term)]
    session[KEY] = dict(kept[-MOST:])
    return word


def _address(opts: Any, name: str) -> str:
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}")
