"""The demonstration's ratings of its customers by the usual criteria; and taking them out again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.changes.attractiveness import Answer, rate_account
from accounts.changes.weighed_set import publish_draft, withdraw_sets
from accounts.models import Account, Assessment, CriteriaSet, User
from planning.domain.demo_attractiveness import ASSESSMENTS, MISSING, NOT_APPLICABLE, DemoAssessment

IN_USE_FOR = timedelta(days=500)  # the criteria are older than the oldest rating


def make_ratings(people: dict[str, User], now: datetime) -> None:
    """The director publishes the criteria that come with the program, then people rate."""
    criteria_set = publish_draft(CriteriaSet, by=people["ingrid"], now=now - IN_USE_FOR)
    accounts = {account.name: account for account in Account.objects.filter(name__in=[a.account for a in ASSESSMENTS])}
    for wanted in ASSESSMENTS:
        rate_account(
            account=accounts[wanted.account],
            criteria_set=criteria_set,
            by=people[wanted.rater],
            answers=answers_of(wanted),
            on=timezone.localdate(now) - timedelta(days=wanted.days_ago),
        )


def answers_of(wanted: DemoAssessment) -> dict[str, Answer]:
    evidence = dict(wanted.evidence)
    return {
        slug: Answer(
            rating=int(said) if said not in (MISSING, NOT_APPLICABLE) else None,
            not_applicable=said == NOT_APPLICABLE,
            evidence=evidence.get(slug, ""),
        )
        for slug, said in wanted.said().items()
    }


def remove_ratings(people: Iterable[int]) -> None:
    """What these people rated; and sets they published that nobody else has rated by: the first is a draft again."""
    Assessment.objects.filter(rater__in=people).delete()
    withdraw_sets(CriteriaSet, published_by=people, judged="assessments")
