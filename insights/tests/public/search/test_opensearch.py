"""`SEARCH_URL` takes: modelsearch's OpenSearch engine and its client against a server that answers like one.

The server knows what it was sent and nothing of ranking. What is proven is the way there and back, not relevance.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from insights.publishing.publish import unpublish
from insights.tests.factories import make_live, words
from mentorsite import environment
from mentorsite.environment import Env

pytestmark = pytest.mark.django_db


class Engine(BaseHTTPRequestHandler):
    """Indexes, bulk requests, and a search that finds every document with all of the words."""

    indexes: set[str] = set()
    documents: dict[str, dict] = {}

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path = self.path.partition("?")[0].strip("/").split("/")
        found = getattr(self, f"_{self.command.lower()}")(path, body)
        content = json.dumps(found or {"acknowledged": True}).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else content)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815 - http.server looks for these names

    def _head(self, path, body):
        return {"there": True} if path[0] in self.indexes else None

    def _put(self, path, body):
        self.indexes.add(path[0])
        return {"acknowledged": True}

    def _delete(self, path, body):
        self.documents.pop(path[-1], None) if len(path) > 1 else self.indexes.discard(path[0])
        return {"acknowledged": True}

    def _get(self, path, body):
        return {path[0]: {"aliases": {}}} if path[0] in self.indexes else None

    def _post(self, path, body):
        return self._bulk(body) if path[-1] == "_bulk" else self._search(body) if path[-1] == "_search" else {"ok": 1}

    def _bulk(self, body):
        lines = [json.loads(line) for line in body.splitlines()]
        for action, document in zip(lines[::2], lines[1::2], strict=True):
            self.documents[action["index"]["_id"]] = document
        return {"errors": False, "items": [{"index": {"status": 201, "_id": "x"}} for _ in lines[::2]]}

    def _search(self, body):
        asked = json.loads(body)["query"]
        wanted = next(_values(asked, "query")).split()
        rows = [row for row in self.documents.values() if all(word in json.dumps(row) for word in wanted)]
        return {"hits": {"hits": [{"fields": {"pk": [row["pk"]]}, "_score": 1.0} for row in rows]}}

    def log_message(self, *_):
        """Quiet."""


def _values(tree, name):
    """Every text under a name, however deep."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else []):
        if key == name and isinstance(value, str):
            yield value
        yield from _values(value, name)


@pytest.fixture
def engine(settings, monkeypatch):
    """A server, and settings as SEARCH_URL makes them."""
    Engine.indexes, Engine.documents = set(), {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Engine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SEARCH_URL", f"opensearch3+http://127.0.0.1:{server.server_port}")
    settings.MODELSEARCH_BACKENDS = {"default": environment.search(Env())}
    yield Engine
    server.shutdown()
    server.server_close()


def test_insights_are_put_there_found_there_and_taken_out(client, engine, django_capture_on_commit_callbacks):
    first = make_live(title="Oak", sections={"text": {"body": words("heartwood")}})
    make_live(title="Elm")
    call_command("rebuild_search")
    assert {index.startswith("mentorsite_") for index in engine.indexes} == {True}
    assert len(engine.documents) == 2
    html = client.get("/search/?q=HEARTWOOD").content.decode()
    assert "<mark>heartwood</mark>" in html
    assert "Elm" not in html
    assert client.get("/search/suggest/?q=oak").json()["insights"][0]["title"] == "Oak"
    with django_capture_on_commit_callbacks(execute=True):
        unpublish(first.working_copy)
    assert len(engine.documents) == 1


def test_whatever_is_typed_reaches_it_as_words(client, engine):
    make_live(title="Oak")
    call_command("rebuild_search")
    for query in ("%", "_", "\\", '"', "*", "title:x OR 1", '{"match_all": {}}', "nul\0byte"):
        assert client.get("/search/", {"q": query}).status_code == 200, query
        assert client.get("/search/suggest/", {"q": query}).status_code == 200, query
