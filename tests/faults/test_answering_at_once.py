"""The same person's answers sent fifty times at the same moment count once, for each of two hundred people.

The measure counts because its twin, without lock, transaction and unique rows, keeps several of each.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.prepare import loosen
from tests.faults.visitor import Visitor

pytestmark = pytest.mark.django_db  # whose tables are copied

KEPT = "select count(*), count(case when counts then 1 end) from surveys_respondent"
RATED = """
    select r.invitation_id, min(a.importance), max(a.importance), min(a.performance), max(a.performance), count(*)
    from surveys_respondent r join surveys_answer a on a.respondent_id = r.id group by r.id, r.invitation_id"""


def score(invitation):
    return invitation % 9 + 1


def sent_at_once(site, times):
    """Everybody sends the same answers so many times at once; how often the server said anything but thank you."""
    site.start_web()
    wrong = []
    with ThreadPoolExecutor(times) as threads:
        for invitation, token in site.tokens.items():
            first = Visitor(site, token).come()
            visitors = [first, *(copy_of(first) for _ in range(times - 1))]
            fields = {f"i{pk}": score(invitation) for pk in site.criteria}
            fields |= {f"p{pk}": score(invitation) + 1 for pk in site.criteria}
            for page, given in (("questions", fields), ("review", {})):
                wrong += threads.map(lambda each, page=page, given=given: said(each, page, given), visitors)
            for visitor in visitors:
                visitor.hang_up()
    return [status for status in wrong if status != 302]


def copy_of(visitor):
    """Another window of the same browser."""
    other = Visitor(visitor.site, visitor.token)
    other.cookie, other.mark = visitor.cookie, visitor.mark
    return other


def said(visitor, page, given):
    return visitor.once("POST", visitor.at(page), given)[0].status


def expected(site):
    return sorted((pk, score(pk), score(pk), score(pk) + 1, score(pk) + 1, len(site.criteria)) for pk in site.tokens)


def faults_of(site, people, times):
    """What went wrong although it must not, by name."""
    site.invite(people)
    found = {"other answers": sent_at_once(site, times), "faults": site.database.faults()}
    found["kept"] = [kept for kept in site.database.rows(KEPT) if kept != (people, people)]
    found["rated"] = sorted(set(site.database.rows(RATED)) ^ set(expected(site)))
    return {name: rows for name, rows in found.items() if rows}


def kept_by_twin(new_site, people, times):
    twin = new_site("twin", twin="without_lock")
    twin.invite(people, loosen)
    sent_at_once(twin, times)
    return twin.database.rows(KEPT)[0][0]


def test_sent_many_times_at_once_counts_once(new_site, report):
    assert faults_of(new_site(), people=2, times=20) == {}
    kept = kept_by_twin(new_site, people=1, times=20)
    assert kept > 1
    report(f"2 people, 20 times each at once: 2 counted; of 1 the twin kept {kept}")


@pytest.mark.prove
@pytest.mark.timeout(2400)
def test_fifty_times_two_hundred(new_site, report):
    """10,000 times saved and 10,000 times sent."""
    assert faults_of(new_site(), people=200, times=50) == {}
    kept = kept_by_twin(new_site, people=8, times=50)
    assert kept > 8
    report(f"200 people, 50 times each at once: 200 counted; of 8 the twin kept {kept}")
