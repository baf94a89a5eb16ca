"""Asks the running server: one page at a time for its medians, four clients at once for its throughput."""

import gzip
import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

WARM_UP, ROUNDS, AFTER_WRITES, CLIENTS, LOAD_SECONDS = 8, 100, 40, 4, 2.0


@dataclass(frozen=True)
class Measured:
    """One page: milliseconds, queries, bytes of HTML, and how many times the floor of the same rounds it costs: asked
    for again and again, and each time just after somebody has written something."""

    page: str
    median: float
    p95: float
    ratio: float
    after_write: float
    queries: int
    plain: int
    compressed: int
    per_second: float


class Browser:
    """One signed-in client with a connection it keeps."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Host": "localhost", "Cookie": cookie, "Accept-Encoding": "identity"}

    def get(self, address: str, **more: str) -> tuple[http.client.HTTPResponse, bytes]:
        self.connection.request("GET", address, headers={**self.headers, **more})
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{address} answered {response.status}")
        return response, body

    def seconds(self, address: str) -> float:
        started = time.perf_counter()
        self.get(address)
        return time.perf_counter() - started


def measure(pages: dict[str, str], floor: str, write: str, port: int, cookie: str) -> list[Measured]:
    """Each page in turn with the floor, so that a machine whose speed drifts does not favour either."""
    return [measure_page(page, address, floor, write, port, cookie) for page, address in pages.items()]


def measure_page(page: str, address: str, floor: str, write: str, port: int, cookie: str) -> Measured:
    browser = Browser(port, cookie)
    for _ in range(WARM_UP):
        browser.get(address)
        browser.get(floor)
    pairs = [(browser.seconds(address), browser.seconds(floor)) for _ in range(ROUNDS)]
    times = sorted(mine for mine, _ in pairs)
    written = [(browser.get(write), browser.seconds(address), browser.seconds(floor)) for _ in range(AFTER_WRITES)]
    response, body = browser.get(address, **{"X-Count-Queries": "1"})
    return Measured(
        page=page,
        median=1000 * statistics.median(times),
        p95=1000 * times[int(0.95 * len(times))],
        ratio=statistics.median(mine / low for mine, low in pairs),
        after_write=statistics.median(mine / low for _, mine, low in written),
        queries=int(response.headers["X-Queries"]),
        plain=len(body),
        compressed=len(gzip.compress(body, 6)),
        per_second=throughput(address, port, cookie),
    )


def throughput(address: str, port: int, cookie: str) -> float:
    """Requests per second with four clients at once, once each of them has been answered: so has every process."""
    all_answered = Barrier(CLIENTS)

    def ask_until_the_end() -> int:
        browser, done = Browser(port, cookie), 0
        for _ in range(WARM_UP):
            browser.get(address)
        all_answered.wait()
        until = time.perf_counter() + LOAD_SECONDS
        while time.perf_counter() < until:
            browser.get(address)
            done += 1
        return done

    with ThreadPoolExecutor(CLIENTS) as clients:
        done = sum(client.result() for client in [clients.submit(ask_until_the_end) for _ in range(CLIENTS)])
    return done / LOAD_SECONDS
