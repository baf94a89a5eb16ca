"""What the rule, and those who decide against it, say of every account as of a day. It reads, and records nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from accounts.domain import pyramid
from accounts.domain.pyramid import Classified
from accounts.domain.tier import composite, months_before, window
from accounts.models.account import Account
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_override import TierOverride
from accounts.models.tier_run import TierRun, TierStanding
from accounts.models.tier_value import Figures, Worth, figures_between

Cause = TierStanding.Cause


@dataclass(frozen=True, slots=True)
class Verdict:
    """One account: its value and place, the class that holds, the one of the rule, and why. Tiers are of the set."""

    account: int
    value: Fraction
    revenue: Decimal
    before: Fraction
    place: int
    tier: Tier
    rule_tier: Tier
    previous: Tier | None
    cause: Cause
    heading: Tier | None = None
    runs: int = 0
    override: TierOverride | None = None


class Before(NamedTuple):
    """Where the run before left an account; its tiers may be of another set."""

    tier: Tier
    rule_tier: Tier
    heading: Tier | None
    runs: int
    cause: str


@dataclass(frozen=True)
class Judgement:
    """All accounts, best first, and what their figures could not count."""

    tier_set: TierSet
    as_of: date
    figures: Figures
    verdicts: list[Verdict]


def judge(tier_set: TierSet, as_of: date) -> Judgement:
    """Of all accounts not in the bin. The run of the last month before remembers where everybody stood."""
    first, last = window(as_of, tier_set.months)
    with_growth = "growth" in tier_set.weights
    figures = figures_between(first, last, before=months_before(first, tier_set.months) if with_growth else None)
    accounts = Account.objects.filter(deleted_at=None).order_by("pk").values_list("pk", flat=True)
    values = values_of({account: figures.of(account) for account in accounts}, tier_set)
    before = standings_before(as_of)
    tiers = tier_set.ordered_tiers()
    numbers = {tier.name: number for number, tier in enumerate(tiers)}
    known = {pk: standing for pk, row in before.items() if (standing := remembered(row, numbers))}
    run = pyramid.classify(values, tier_set.cuts(), known, lasting=tier_set.lasting)
    holding = TierOverride.objects.holding(as_of).select_related("tier", "owner")
    overrides = {each.account_id: each for each in holding}
    verdicts = [
        decided(verdict_of(each, place, tiers, before, figures), overrides, tiers, before)
        for each, place in zip(run, places(run), strict=True)
    ]
    return Judgement(tier_set, as_of, figures, verdicts)


def values_of(worths: Mapping[int, Worth], tier_set: TierSet) -> dict[int, Fraction]:
    """What each account is ranked by. Who sold nothing has no score, however the criteria are weighted."""
    if tier_set.basis != TierSet.Basis.COMPOSITE:
        return {account: Fraction(getattr(worth, tier_set.basis)) for account, worth in worths.items()}
    selling = {account: worth for account, worth in worths.items() if worth.revenue > 0}
    criteria = {
        name: {account: getattr(worth, name) for account, worth in selling.items()} for name in tier_set.weights
    }
    return dict.fromkeys(worths, Fraction()) | composite(criteria, tier_set.weights)


def standings_before(as_of: date) -> dict[int, Before]:
    """By account, as the newest run of an earlier month left them."""
    run = TierRun.objects.by_age().filter(month__lt=as_of.replace(day=1)).first()
    tiers = Tier.objects.in_bulk()
    columns = ("account_id", "tier_id", "rule_tier_id", "heading_id", "runs", "cause")
    rows = TierStanding.objects.filter(run=run).order_by().values_list(*columns) if run else ()
    return {
        account: Before(tiers[tier], tiers[rule_tier], tiers.get(heading), runs, cause)
        for account, tier, rule_tier, heading, runs, cause in rows
    }


def remembered(row: Before, numbers: Mapping[str, int]) -> pyramid.Standing | None:
    """A class goes on under its name when another set is applied; one that is gone is forgotten."""
    if row.rule_tier.name not in numbers:
        return None
    heading = numbers.get(row.heading.name) if row.heading else None
    return pyramid.Standing(numbers[row.rule_tier.name], heading, row.runs if heading is not None else 0)


def places(run: list[Classified[int]]) -> list[int]:
    """1 for the best; equals share the better place."""
    found: list[int] = []
    for number, each in enumerate(run, start=1):
        ties = found and run[number - 2].place.value == each.place.value
        found.append(found[-1] if ties else number)
    return found


def verdict_of(
    each: Classified[int], place: int, tiers: list[Tier], before: Mapping[int, Before], figures: Figures
) -> Verdict:
    """What the rule says."""
    tier, heading = tiers[each.standing.tier], each.standing.heading
    row = before.get(each.customer)
    return Verdict(
        account=each.customer,
        value=each.place.value,
        revenue=figures.of(each.customer).revenue,
        before=each.place.before,
        place=place,
        tier=tier,
        rule_tier=tier,
        previous=row.tier if row else None,
        cause=Cause(each.cause),
        heading=tiers[heading] if heading is not None else None,
        runs=each.standing.runs,
    )


def decided(
    verdict: Verdict, overrides: Mapping[int, TierOverride], tiers: list[Tier], before: Mapping[int, Before]
) -> Verdict:
    """A decision wins over the rule while it holds, and says so; when it has ended, that is said too."""
    override = overrides.get(verdict.account)
    chosen = next((tier for tier in tiers if override and tier.name == override.tier.name), None)
    if chosen:
        return replace(verdict, tier=chosen, cause=Cause.DECIDED, override=override)
    row = before.get(verdict.account)
    if row and row.cause == Cause.DECIDED and row.tier.name != verdict.tier.name:
        return replace(verdict, cause=Cause.EXPIRED)
    return verdict
