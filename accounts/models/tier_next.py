"""The next better class of an account: from which value on the newest run would have it there, all others unchanged."""

from decimal import Decimal
from typing import NamedTuple

from accounts.domain.pyramid import Cut
from accounts.domain.tier import lowest_value
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_recorded import stands_of, tiers_of
from accounts.models.tier_run import TierStanding


class Next(NamedTuple):
    """`value` is the least that is enough; at or below what the account is worth, the move only has to last."""

    tier: Tier
    value: Decimal
    more: Decimal


def next_of(standing: TierStanding) -> Next | None:
    """None at the top, and with points of several criteria: there one account's figures change what others' count for.

    Two queries, in a process that has read neither the run nor its classes.
    """
    run = standing.run
    better = [tier for tier in tiers_of(run.set) if tier.order < standing.rule_tier.order]
    if not better or run.set.basis == TierSet.Basis.COMPOSITE or better[-1].cut is None:
        return None
    cut = Cut.of_percent(better[-1].cut, better[-1].band)
    others = [stand.value for stand in stands_of(run) if stand.account != standing.account_id]
    least = lowest_value(others, cut.share - cut.band)
    if least is None:
        return None
    value = Decimal(least.numerator) / least.denominator
    return Next(better[-1], value, value - standing.value)
