"""Links that are nearly right, or made up, open nothing and look alike; links that are right change nothing.

The measure counts because the right links are seen to open, and one saved answer to change the sum over all tables.
"""

import hashlib
import secrets
import statistics
import time
from string import ascii_letters, digits

import pytest

from tests.faults.visitor import Visitor

pytestmark = pytest.mark.django_db

LETTERS = ascii_letters + digits + "-_"
PER_ADDRESS = 15  # links tried from one address within a minute; from 20 on they are refused unseen
CHANGING = {"date"}


def near_misses(token):
    """Without end: another letter, one less, one more, another case, its hash, and what is made up."""
    while True:
        place = secrets.randbelow(len(token))
        other = secrets.choice(LETTERS.replace(token[place], ""))
        yield token[:place] + other + token[place + 1 :]
        yield token[:place] + token[place + 1 :]
        yield token[:place] + other + token[place:]
        if (swapped := token[:place] + token[place:].swapcase()) != token:  # digits have no case
            yield swapped
        yield hashlib.sha256(f"{token}{place}".encode()).hexdigest()
        yield secrets.token_urlsafe(32)


class Guesser(Visitor):
    """Somebody with as many addresses as wanted."""

    def __init__(self, site):
        super().__init__(site, "")
        self.tried = 0

    def guess(self, token):
        """All that can be told from the answer."""
        self.tried += 1
        number = self.tried // PER_ADDRESS
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        response, body = self.once("GET", f"/a/{token}", **{"X-Forwarded-For": address})
        told = sorted((name.lower(), value) for name, value in response.getheaders() if name.lower() not in CHANGING)
        return response.status, tuple(told), body

    def seconds(self, token):
        began = time.perf_counter()
        self.guess(token)
        return time.perf_counter() - began


def sum_over_all_tables(site):
    lines = [line for line in site.database.dump().splitlines() if not line.startswith("\\")]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.fixture
def site(new_site):
    """With ten links, behind a proxy that says from where somebody comes."""
    site = new_site(behind_proxy=True)
    site.invite(10)
    site.start_web()
    return site


def looked_at(site, times):
    """The sums over all tables: before the pages of a link are looked at so often, after, and when it has answered."""
    visitor = Visitor(site, next(iter(site.tokens.values()))).come()
    before = sum_over_all_tables(site)
    for method in ("GET", "HEAD"):
        for _again in range(times):
            assert visitor.once(method, f"/a/{visitor.token}")[0].status == 302
            for page in ("questions", "review", "thanks"):
                assert visitor.once(method, visitor.at(page))[0].status in (200, 302)
    after = sum_over_all_tables(site)
    visitor.post("save", satisfaction="7")
    return before, after, sum_over_all_tables(site)


def guessed(site, number):
    """The different answers to so many wrong links."""
    guesser, right = Guesser(site), list(site.tokens.values())
    misses = [near_misses(token) for token in right]
    answers = {guesser.guess(next(misses[n % len(misses)])) for n in range(number)} if number else set()
    assert {guesser.guess(token)[0] for token in right} == {302}
    return answers


def statuses(site, number, report):
    """One for each kind of answer."""
    answers = guessed(site, number)
    found = sorted(each[0] for each in answers)
    report(f"{number:,} wrong links: {len(answers)} kind of answer, status {found}")
    return found


def test_near_misses_hit_nothing_and_looking_changes_nothing(site, report):
    before, after, answered = looked_at(site, times=5)
    assert before == after != answered
    assert statuses(site, 100, report) == [404]


@pytest.mark.prove
def test_ten_thousand_near_misses(site, report):
    """And a link that once was right takes as long as one that never was: they differ by less than a tenth."""
    before, after, answered = looked_at(site, times=100)
    assert before == after != answered
    assert statuses(site, 10_000, report) == [404]
    site.database.rows("update surveys_invitation set withdrawn_at = created_at returning id")
    guesser, void = Guesser(site), next(iter(site.tokens.values()))
    pairs = [(guesser.seconds(void), guesser.seconds(secrets.token_urlsafe(32))) for _pair in range(2000)]
    known, unknown = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
    report(f"2 x 2,000 links: withdrawn {known:.2f} ms, unknown {unknown:.2f} ms")
    assert abs(known - unknown) < unknown / 10
