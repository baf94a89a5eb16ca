"""What somebody was thanked for is stored, once and whole, whatever is killed meanwhile.

Clients answer in two pieces and send, each again and again until thanked, while web server, job worker and database are
killed. The measure counts because two twins fail in the same run: one says thank you before it has stored, the other
stores without a transaction. What is stored is read by SQL, without the code under test.
"""

import random
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.faults.visitor import Visitor
from tests.migrated import on_postgresql

pytestmark = pytest.mark.django_db  # whose tables are copied

CLIENTS = 6
TARGETS = ("web worker", "web", "job worker")
MORE_TARGETS = ("backend", "postmaster")  # of PostgreSQL
BACK_AGAIN = 10.0  # seconds until pages are served again, at most

# A row is half written when it is not exactly its first piece, or both.
HALF_WRITTEN = """
    select r.id from surveys_respondent r where not (
        r.version in (1, 2)
        and (select count(*) from surveys_answer a where a.respondent_id = r.id) = 6 * r.version
        and (select count(*) from surveys_comment c where c.respondent_id = r.id) = r.version - 1
        and (r.satisfaction is null) = (r.version = 1))"""
STORED = """
    select r.invitation_id, r.version, r.counts, i.answered_at is not null, r.satisfaction,
        (select count(*) from surveys_answer a where a.respondent_id = r.id
            and a.importance = r.invitation_id % 9 + 1 and a.performance = r.invitation_id % 9 + 2)
    from surveys_respondent r join surveys_invitation i on i.id = r.invitation_id"""


class Crowd:
    """Clients who answer one invitation after the other, and remember each thank you."""

    def __init__(self, site):
        self.site, self.left = site, deque(site.tokens.items())
        self.thanked = []  # (invitation, piece)
        self.others, self.busy, self.cut, self.stopping = [], 0, 0, threading.Event()

    @contextmanager
    def answering(self):
        with ThreadPoolExecutor(CLIENTS) as threads:
            work = [threads.submit(self.work) for _client in range(CLIENTS)]
            try:
                yield
            finally:
                self.stopping.set()
            for client in work:
                client.result()

    def wait_for(self, more):
        """Until so many more have been thanked."""
        enough, end = len(self.thanked) + more, time.monotonic() + 60
        while len(self.thanked) < enough:
            assert time.monotonic() < end, "nobody is thanked any more"
            time.sleep(0.01)

    def work(self):
        while self.left and not self.stopping.is_set():
            invitation, token = self.left.popleft()
            visitor = Visitor(self.site, token)
            try:
                self.answer(visitor.come(), invitation)
            except TimeoutError:  # only a twin may keep somebody from ever being thanked; it is counted below
                self.others.append(0)
            finally:
                visitor.hang_up()
                self.others += visitor.others
                self.busy, self.cut = self.busy + visitor.busy, self.cut + visitor.cut

    def answer(self, visitor, invitation):
        pieces = (self.ratings(invitation, 0), self.ratings(invitation, 6) | {"comment": "Takk", "satisfaction": "7"})
        for number, fields in enumerate(pieces, 1):
            visitor.post("save", **fields)
            self.thanked.append((invitation, number))
        visitor.post("review")
        self.thanked.append((invitation, 3))

    def ratings(self, invitation, begin):
        score = invitation % 9 + 1
        criteria = self.site.criteria[begin : begin + 6]
        return {f"i{pk}": score for pk in criteria} | {f"p{pk}": score + 1 for pk in criteria}


def lost(site, thanked):
    """How many of those thanked for are not stored as they were given, exactly once."""
    found = {}
    for invitation, version, counts, answered, satisfaction, ratings in site.database.rows(STORED):
        pieces = {1} if version == 1 and ratings == 6 else set()
        if (version, ratings, satisfaction) == (2, 12, 7):
            pieces = {1, 2, 3} if counts and answered else {1, 2}
        found.setdefault(invitation, []).append(pieces)
    return sum(1 for invitation, piece in thanked if [piece in each for each in found.get(invitation, [])] != [True])


def doubled(site):
    """Persons with more than one row, and rows that took a piece more than once."""
    twice = "select invitation_id from surveys_respondent group by invitation_id having count(*) > 1"
    again = "select id from surveys_respondent where version > 2"
    return len(site.database.rows(twice)) + len(site.database.rows(again))


def killed(site, kills, targets, lottery):
    """The crowd that answered meanwhile, how often a row was seen half written, and the longest time without a page."""
    site.start_web()
    site.start_worker()
    crowd, half, longest = Crowd(site), 0, 0.0
    with crowd.answering():
        for number in range(kills):
            crowd.wait_for(20)
            time.sleep(lottery.uniform(0, 0.3))
            site.kill(targets[number % len(targets)])
            half += len(site.database.rows(HALF_WRITTEN))
            began = time.monotonic()
            site.wait_until_it_answers()
            longest = max(longest, time.monotonic() - began)
        crowd.wait_for(20)
    return crowd, half + len(site.database.rows(HALF_WRITTEN)), longest


def faults_after(new_site, report, kills, people):
    """What went wrong although it must not, by name."""
    seed = random.randrange(10**6)
    targets = TARGETS + MORE_TARGETS if on_postgresql() else TARGETS
    site = new_site()
    site.invite(people)
    crowd, half, longest = killed(site, kills, targets, random.Random(seed))
    figures = f"{kills} kills, seed {seed}, of {', '.join(targets)}: {len(crowd.thanked)} thanked, "
    figures += f"{lost(site, crowd.thanked)} lost, {doubled(site)} doubled, {half} half written, "
    figures += f"{crowd.busy} times 'try again', {crowd.cut} cut off, others {crowd.others}; back in {longest:.1f} s"
    report(figures)
    found = {"lost": lost(site, crowd.thanked), "doubled": doubled(site), "half written": half}
    found |= {"other answers": crowd.others, "faults": site.database.faults(), "too late": longest >= BACK_AGAIN}
    return {name: number for name, number in found.items() if number}


def wait_for_a_beginning(site):
    """Until one more row is seen half written."""
    known, end = site.database.rows(HALF_WRITTEN), time.monotonic() + 20
    while set(begun := site.database.rows(HALF_WRITTEN)) <= set(known):
        assert time.monotonic() < end, "nobody begins any more"
        known = begun


def faults_of_twin(new_site, report, cares):
    """Killed once in the middle of everything: how many it lost that it gave thanks for, and how many are torn."""
    twin = new_site("twin-" + cares.replace(" ", "-"), twin=cares)
    twin.invite(1000)
    twin.start_web()
    crowd = Crowd(twin)
    with crowd.answering():
        crowd.wait_for(30)
        if "without_lock" in cares:
            wait_for_a_beginning(twin)
        twin.kill_web_for_good()
        twin.is_gone = True
    found = lost(twin, crowd.thanked), len(twin.database.rows(HALF_WRITTEN))
    report(f"twin {cares}, 1 kill: {len(crowd.thanked)} thanked, {found[0]} lost, {found[1]} half written")
    return sum(found)


def test_killed_meanwhile(new_site, report):
    assert faults_after(new_site, report, kills=5 if on_postgresql() else 3, people=1000) == {}
    assert faults_of_twin(new_site, report, "without_lock before_commit") > 0


@pytest.mark.prove
@pytest.mark.timeout(2400)
def test_killed_sixty_times(new_site, report):
    assert faults_after(new_site, report, kills=60, people=20_000) == {}
    for cares in ("before_commit", "without_lock"):
        assert faults_of_twin(new_site, report, cares) > 0
