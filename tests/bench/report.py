"""The tables a person reads: each page against its aim, and how it grows."""

from tests.bench.client import Measured
from tests.bench.submission import Submitted

AIMS = {
    "account list": 2.0,
    "account page": 2.5,
    "dashboard of 20,000": 5.0,
    "answer form": 1.3,
    **dict.fromkeys(("portfolio", "pyramid", "matrix", "attractiveness", "concentration", "key accounts"), 5.0),
}
MOST_SECONDS = 10  # to classify all accounts
LEAST_SPEED = 0.8  # of a submission, beside a view that only writes the same answers
MOST_QUERIES, MOST_BYTES, MOST_GROWTH = 12, 60_000, 1.2
HEAD = f"{'page':<24}{'median':>9}{'p95':>9}{'ratio':>7}{'aim':>6}{'queries':>9}{'plain':>9}{'gzip':>8}{'req/s':>8}"


def table(title: str, rows: list[Measured], megabytes: float) -> str:
    lines = [title, HEAD, *map(line, rows), f"server memory {megabytes:.0f} MB", ""]
    return "\n".join(lines)


def line(row: Measured) -> str:
    aim = AIMS.get(row.page)
    return (
        f"{row.page:<24}{row.median:>6.1f} ms{row.p95:>6.1f} ms{row.ratio:>7.2f}{aim or '':>6}"
        f"{row.queries:>9}{row.plain:>9,}{row.compressed:>8,}{row.per_second:>8.0f}{verdict(row)}"
    )


def verdict(row: Measured) -> str:
    missed = []
    if row.ratio > AIMS.get(row.page, float("inf")):
        missed.append("slower than its aim")
    if row.queries > MOST_QUERIES:
        missed.append(f"more than {MOST_QUERIES} queries")
    if row.page == "account list" and row.plain > MOST_BYTES:
        missed.append(f"more than {MOST_BYTES:,} bytes")
    return "  <- " + ", ".join(missed) if missed else ""


def submissions(measured: list[Submitted]) -> str:
    lines = [f"whole submission: 24 ratings in one request, beside a bare view (aim {LEAST_SPEED:.0%} of its speed)"]
    for one in measured:
        mark = "  <- slower than its aim" if one.speed < LEAST_SPEED else ""
        lines.append(f"{one.kind:<24}{one.ours:>6.1f} ms, bare {one.bare:.1f} ms, speed {one.speed:.0%}{mark}")
    return "\n".join([*lines, ""])


def classification(facts: int, loading: float, seconds: float, first: float) -> str:
    """All accounts classified and recorded from the command line; and the portfolio in a process that is new to it."""
    mark = "  <- slower than its aim" if seconds > MOST_SECONDS else ""
    return (
        f"{facts:,} facts of revenue, loaded in {loading:.0f} s; classify --record {seconds:.1f} s "
        f"(aim {MOST_SECONDS} s){mark}\nportfolio, the first time in a process {first * 1000:.0f} ms\n"
    )


def growth(small: list[Measured], large: list[Measured]) -> str:
    """How much more a page costs with 100 times the accounts, both as ratios to their own floor."""
    by_page = {row.page: row for row in small}
    lines = ["growth, smallest to largest; and where somebody has just written something, so that nothing is known"]
    for row in large:
        if row.page in by_page:
            one = by_page[row.page]
            again, after_write = row.ratio / one.ratio, row.after_write / one.after_write
            mark = "  <- more than its aim" if again > MOST_GROWTH else ""
            lines.append(f"{row.page:<24}{again:>6.2f} x{after_write:>6.2f} x{mark}")
    return "\n".join([*lines, ""])
