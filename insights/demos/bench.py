"""Many visitors who send the form to a running site: what was answered, what is stored, and how long it took."""

from __future__ import annotations

import http.client
import random
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from django.db.models import Count, QuerySet

from insights.demos.models import DemoRequest

AT_ONCE = 128
PRESSES = 5  # when the page says that the site is busy
TWICE = 10  # every tenth visitor presses twice at the same moment
FORM = {"name": "Bench", "company_size": "1-99", "slot": "propose", "preferred_days": "Tuesday", "consent": "on"}


@dataclass
class Load:
    """One run. Its visitors share a company that nobody else has, by which their requests are found."""

    site: str
    rate: int
    seconds: int
    company: str = field(default_factory=lambda: f"bench {uuid.uuid4().hex}")
    answers: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)

    def run(self) -> float:
        """All of them, each at their moment whether or not the others have been answered; returns the rate that was."""
        begun = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for number in range(self.visitors):
                time.sleep(max(0.0, begun + number / self.rate - time.monotonic()))
                for _press in range(1 + (number % TWICE == 0)):
                    pool.submit(self._visit, number)
        return self.visitors / (time.monotonic() - begun)

    @property
    def visitors(self) -> int:
        """How many people there are."""
        return self.rate * self.seconds

    def stored(self) -> QuerySet[DemoRequest]:
        """What they left."""
        return DemoRequest.objects.filter(company=self.company)

    def doubled(self) -> int:
        """People who are there more than once."""
        people = self.stored().order_by().values("email").annotate(count=Count("pk"))
        return people.filter(count__gt=1).count()

    def slowest(self) -> float:
        """Seconds in which 99 of 100 were answered."""
        return sorted(self.took)[int(len(self.took) * 0.99)] if self.took else float("inf")

    def _visit(self, number: int) -> None:
        begun = time.monotonic()
        status = next((found for found in self._presses(number) if found != 503), 503)
        self.answers[status] += 1
        self.took.append(time.monotonic() - begun)

    def _presses(self, number: int) -> Iterator[int]:
        body = urlencode(FORM | {"company": self.company, "email": f"visitor{number}@bench.example"})
        source = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        for _press in range(PRESSES):
            yield _answer(self.site, "POST", body, headers | {"X-Forwarded-For": source})
            time.sleep(random.random())  # noqa: S311 - people are not equally patient


def _answer(site: str, method: str, body: str = "", headers: dict[str, str] | None = None) -> int:
    """The status; 0 when nobody answered."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    try:
        connection.request(method, "/demo/", body, headers or {})
        response = connection.getresponse()
        response.read()
        return response.status
    except OSError:
        return 0
    finally:
        connection.close()


def page_cost(site: str, rounds: int = 20) -> float:
    """Seconds that the empty form takes, one after the other."""
    begun = time.monotonic()
    for _round in range(rounds):
        _answer(site, "GET")
    return (time.monotonic() - begun) / rounds
