"""All scores of an account's worth, in the order pages and files show them."""

from accounts.charts.worth_return import gain, lifetime, margin, recurring
from accounts.charts.worth_risk import loss, switching, wallet
from accounts.charts.worth_score import Score
from accounts.models.worth_found import AccountWorth


def scores(found: AccountWorth) -> list[Score]:
    return [wallet(found), switching(found), loss(found), lifetime(found), recurring(found), margin(found), gain(found)]
