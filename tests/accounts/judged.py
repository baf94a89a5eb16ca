"""Judgements of relative strength for tests: us and one rival on the seven factors that come with the program."""

from decimal import Decimal

from django.utils import timezone

from accounts.changes.strength import FactorAnswer, FactorChoice, View, judge_strength
from accounts.changes.weighed_set import publish_draft
from accounts.models import FactorSet

FACTORS = ("quality", "cost", "delivery", "follow_up", "advice", "trust", "renewal")  # weigh 20 15 15 15 15 10 10
AHEAD = ("8 6 8 8 8 9 7", "7 7 7 7 7 7 7")  # 7.70 against 7.00
BEHIND = ("6 6 6 6 6 6 6", "8 6 8 8 8 6 6")  # 6.00 against 7.30
OPEN = ("8 6 8 8 8 9 -", "7 7 7 7 7 7 7")  # 7.10 to 8.00 against 7.00


def publish():
    """The set that comes with the program."""
    return publish_draft(FactorSet, by=None, now=timezone.now())


def four_factors():
    return [
        FactorChoice(f"factor_{number}", f"Factor {number}", f"Faktor {number}", Decimal(25)) for number in range(1, 5)
    ]


def pairs(ratings):
    """('8 - ..', '7 7 ..'): a dash is missing."""
    own, rival = ([None if said == "-" else int(said) for said in side.split()] for side in ratings)
    return dict(zip(FACTORS, zip(own, rival, strict=True), strict=True))


def judge(account, rater, ratings, *, asked=None, rival="Rival", price=None, evidence="", on=None):
    today = timezone.localdate()
    return judge_strength(
        account=account,
        factor_set=FactorSet.objects.current() or publish(),
        by=rater,
        view=View(rival, today, asked, price) if asked else View(rival, price=price),
        answers={slug: FactorAnswer(*pair, evidence) for slug, pair in pairs(ratings).items()},
        on=on or today,
    )


def typed(ratings, factor_set, **more):
    """What the browser sends for these ratings."""
    sent = {"factor_set": factor_set.pk, "rival": "Rival", "asked": "no"}
    for slug, (own, rival) in pairs(ratings).items():
        sent |= {f"own_{slug}": own or "", f"rival_{slug}": rival or "", f"evidence_{slug}": ""}
    return sent | more
