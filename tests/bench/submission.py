"""Whole submissions, 24 ratings in one request, each of somebody new, in turn with the bare ones of the same rounds."""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

WARM_UP, ROUNDS, CLIENTS, ROUNDS_AT_ONCE = 20, 300, 4, 100


@dataclass(frozen=True)
class Submitted:
    """Milliseconds of a submission and of a bare one, and how fast ours is beside it: 1 is as fast."""

    kind: str
    ours: float
    bare: float
    speed: float


class Respondents:
    """Submits as one invited person after the other, each once."""

    def __init__(self, port: int, asked: dict[str, Any]) -> None:
        self.port, self.asked, self.left = port, asked, list(enumerate(asked["invited"]))

    def connected(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def submit(self, connection: http.client.HTTPConnection, address: str) -> float:
        """How many seconds it takes until the answer is there."""
        number, (cookie, mark) = self.left.pop()
        secret = self.asked["secret"]
        ratings = {f"{kind}{pk}": number % 10 + 1 for pk in self.asked["criteria"] for kind in "ip"}
        words = {"csrfmiddlewaretoken": secret, "mark": mark, "label": f"Bare {number}", "to": "review"}
        headers = {
            "Host": "localhost",
            "Cookie": f"csrf={secret}; {cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({**words, **ratings})
        started = time.perf_counter()
        connection.request("POST", address, body, headers)
        response = connection.getresponse()
        response.read()
        taken = time.perf_counter() - started
        if response.status != 302:
            raise RuntimeError(f"{address} answered {response.status}")
        return taken

    def pairs(self, rounds: int) -> list[tuple[float, float]]:
        connection, survey = self.connected(), self.asked["survey"]
        addresses = (f"/answer/{survey}/questions/", f"/bench/bare/{survey}/")
        return [
            (self.submit(connection, addresses[0]), self.submit(connection, addresses[1])) for _round in range(rounds)
        ]


def measure(port: int, asked: dict[str, Any]) -> list[Submitted]:
    """One at a time, then four clients at once."""
    respondents = Respondents(port, asked)
    respondents.pairs(WARM_UP)
    alone = summary("one at a time", respondents.pairs(ROUNDS))
    with ThreadPoolExecutor(CLIENTS) as clients:
        work = [clients.submit(respondents.pairs, ROUNDS_AT_ONCE) for _client in range(CLIENTS)]
        together = [pair for client in work for pair in client.result()]
    return [alone, summary(f"{CLIENTS} clients", together)]


def summary(kind: str, pairs: list[tuple[float, float]]) -> Submitted:
    ours, bare = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
    return Submitted(kind, ours, bare, bare / ours)
