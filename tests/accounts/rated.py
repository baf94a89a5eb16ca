"""Ratings for tests: the example with three customers, whose totals are known."""

from django.utils import timezone

from accounts.changes.attractiveness import Answer, rate_account
from accounts.changes.weighed_set import publish_draft
from accounts.models import CriteriaSet
from tests.factories import AccountFactory

CRITERIA = (
    *("current_revenue", "revenue_potential", "financial_stability", "goal_and_culture_fit"),
    *("valuation_of_us", "reference_value", "willingness_to_innovate", "geographic_fit"),
)
ALFA, BETA, GAMMA = "9 6 8 5 6 9 4 10", "4 9 7 9 8 5 9 6", "10 3 9 3 2 6 2 8"


def publish():
    """The set that comes with the program."""
    return publish_draft(CriteriaSet, by=None, now=timezone.now())


def answers(ratings, evidence=""):
    """'9 6 - n ..': a dash is missing, n is not applicable."""
    return {
        slug: Answer(int(said) if said not in "-n" else None, said == "n", evidence)
        for slug, said in zip(CRITERIA, ratings.split(), strict=True)
    }


def rate(account, rater, ratings, evidence=""):
    current = CriteriaSet.objects.current() or publish()
    return rate_account(
        account=account,
        criteria_set=current,
        by=rater,
        answers=answers(ratings, evidence),
        on=timezone.localdate(),
    )


def example(cast):
    """Its customers, rated by alice."""
    accounts = [
        AccountFactory(name=name, unit=cast.account.unit, owner=cast.alice) for name in ("Alfa", "Beta", "Gamma")
    ]
    for account, ratings in zip(accounts, (ALFA, BETA, GAMMA), strict=True):
        rate(account, cast.alice, ratings)
    return accounts


def typed(ratings, criteria_set, evidence=""):
    """What the browser sends for these ratings."""
    sent = {"criteria_set": criteria_set.pk}
    for slug, said in zip(CRITERIA, ratings.split(), strict=True):
        sent[f"rating_{slug}"] = {"-": "", "n": "na"}.get(said, said)
        sent[f"evidence_{slug}"] = evidence
    return sent
