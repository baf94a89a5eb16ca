"""How much of the revenue hangs on how few accounts: now, by service area, and as it was before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from django.db.models import Case, IntegerField, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.domain.concentration import MATERIAL_SHARE, Concentration, Rule
from accounts.domain.value import YEAR, last_day, shifted
from accounts.models.account import AccountQuerySet
from accounts.models.rate import UNKNOWN, cents, rate_number, rates_between, unconverted, worth_of
from accounts.models.revenue import ExchangeRate, Revenue, ServiceArea
from accounts.models.tier_run import TierRun, TierStanding
from kamplan.formats import number

QUARTER, QUARTERS = 3, 12  # three years in steps of three months


class Holder(NamedTuple):
    """An account with what it bought in the window; below zero where more was credited."""

    account: int
    name: str
    owner: str
    unit: str
    revenue: Decimal


@dataclass(frozen=True)
class Concentrated:
    """Twelve months up to a day. `holders` bought or were credited something, the largest first.

    `silent` accounts have no figure in these months. `unconverted` are facts without a rate, by currency.
    """

    until: date
    holders: tuple[Holder, ...]
    silent: int
    unconverted: tuple[tuple[str, int], ...] = ()

    @property
    def since(self) -> date:
        """The first month counted."""
        return shifted(self.until, 1 - YEAR)

    @cached_property
    def found(self) -> Concentration:
        return Concentration.of(holder.revenue for holder in self.holders)

    @property
    def total(self) -> Decimal:
        """What those who bought more than they were credited bought: the whole that shares are of."""
        return sum((holder.revenue for holder in self.holders if holder.revenue > 0), Decimal())

    @property
    def credited(self) -> int:
        """How many have no part in the whole, because as much or more was credited than sold."""
        return len(self.holders) - self.found.n

    @property
    def material(self) -> list[tuple[Holder, Fraction]]:
        """Those of more than a tenth each, with their shares."""
        pairs = zip(self.holders, self.found.shares, strict=False)
        return [(holder, share) for holder, share in pairs if share > MATERIAL_SHARE]


def shared_out(told: Concentrated) -> Iterator[tuple[Holder, Fraction | None, Fraction | None]]:
    """Each with its share of the whole, and with that of all larger ones; None for who has no part in it."""
    reached = 0
    for holder, part in zip_longest(told.holders, told.found.parts):
        reached += part or 0
        whole = told.found.total
        yield holder, *((Fraction(part, whole), Fraction(reached, whole)) if part else (None, None))


class Before(NamedTuple):
    """The same twelve months up to an earlier day."""

    until: date
    found: Concentration


class InArea(NamedTuple):
    """The largest customer of an area, and how much hangs on how few there."""

    area: int
    name: str
    largest: str
    account: int
    revenue: Decimal
    found: Concentration


def concentration_of(accounts: AccountQuerySet, *, until: date, area: int | None = None) -> Concentrated:
    """Of the revenue in the twelve months that end with the month of `until`; of one group of areas with `area`.

    Five queries at most. It adds up every fact of those months; a page that shows a recorded run anyway asks
    `concentration_in_run`, which reads one row for each account.
    """
    last = until.replace(day=1)
    first = shifted(last, 1 - YEAR)
    rates, facts = rates_between(first, last), facts_of(accounts, first, last, area)
    rows = facts.annotate(rated=rate_number(rates)).values_list("account_id", "rated")
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for account, rated, revenue in rows.annotate(revenue_sum=Sum("revenue")):
        if rated != UNKNOWN:
            sums[account] += cents(revenue) * worth_of(rated, rates)
    known = named(accounts)
    holders = [Holder(account, *known[account], revenue) for account, revenue in sums.items() if account in known]
    return Concentrated(last_day(last), largest_first(holders), len(known) - len(holders), lost(facts, rates))


def concentration_in_run(accounts: AccountQuerySet, run: TierRun) -> Concentrated:
    """As a monthly run recorded the revenue, over the months that its set looks at. Two queries."""
    rows = TierStanding.objects.among(accounts).filter(run=run).order_by()
    columns = ("account_id", "account__name", "account__owner__name", "account__unit__name", "revenue")
    stands = [Holder(*row) for row in rows.values_list(*columns)]
    holders = [stand for stand in stands if stand.revenue]
    return Concentrated(run.as_of, largest_first(holders), accounts.order_by().count() - len(holders))


def concentration_before(accounts: AccountQuerySet, *, until: date, area: int | None = None) -> list[Before]:
    """Quarter by quarter, oldest first, as far back as whole years of figures go, and three years at most."""
    last = until.replace(day=1)
    first = shifted(last, 1 - QUARTER * QUARTERS)
    rates = rates_between(first, last)
    rows = facts_of(accounts, first, last, area).annotate(rated=rate_number(rates), quarter=quarter_of(last))
    summed = rows.values_list("account_id", "quarter", "rated")
    sums: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    begins = last
    for account, quarter, rated, revenue, earliest in summed.annotate(Sum("revenue"), Min("month")):
        begins = min(begins, earliest)
        if rated != UNKNOWN:
            sums[quarter][account] += cents(revenue) * worth_of(rated, rates)
    return [
        Before(last_day(shifted(last, -QUARTER * ago)), year_of(sums, ago))
        for ago in reversed(range(QUARTERS - YEAR // QUARTER + 1))
        if shifted(last, 1 - YEAR - QUARTER * ago) >= begins
    ]


def year_of(sums: dict[int, dict[int, Decimal]], ago: int) -> Concentration:
    """Of the four quarters that end so many quarters ago."""
    whole: dict[int, Decimal] = defaultdict(Decimal)
    for quarter in range(ago, ago + YEAR // QUARTER):
        for account, revenue in sums.get(quarter, {}).items():
            whole[account] += revenue
    return Concentration.of(whole.values())


def quarter_of(last: date) -> Case:
    """How many quarters before the newest one a fact lies."""
    ends = [(ago, shifted(last, -QUARTER * (ago + 1))) for ago in range(QUARTERS)]
    return Case(
        *(When(month__gt=before, then=Value(ago)) for ago, before in ends),
        default=Value(QUARTERS),
        output_field=IntegerField(),
    )


def concentration_by_area(accounts: AccountQuerySet, *, until: date) -> list[InArea]:
    """Each group of areas in which something was sold, the largest first. Three queries."""
    last = until.replace(day=1)
    rates = rates_between(shifted(last, 1 - YEAR), last)
    facts = facts_of(accounts, shifted(last, 1 - YEAR), last, None)
    rows = facts.annotate(rated=rate_number(rates), group=Coalesce("area__parent_id", "area_id"))
    sums: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for group, account, rated, revenue in rows.values_list("group", "account_id", "rated").annotate(Sum("revenue")):
        if rated != UNKNOWN:
            sums[group][account] += cents(revenue) * worth_of(rated, rates)
    largest = {group: max(parts, key=lambda account: (parts[account], -account)) for group, parts in sums.items()}
    names = dict(accounts.filter(pk__in=largest.values()).order_by().values_list("pk", "name"))
    groups = dict(ServiceArea.objects.filter(pk__in=sums).values_list("pk", "name"))
    found = [
        InArea(group, groups[group], names[largest[group]], largest[group], positive(parts.values()), whole)
        for group, parts in sums.items()
        if (whole := Concentration.of(parts.values())).n
    ]
    return sorted(found, key=lambda each: (-each.revenue, each.area))


# --- what the questions share -----------------------------------------------------------------------------------------
def rule_name(rule: Rule) -> str:
    return {
        Rule.PORTFOLIO: _("Rule of thumb"),
        Rule.GUIDELINES_2010: _("US guidelines 2010"),
        Rule.GUIDELINES_2023: _("US guidelines 2023"),
    }[rule]


def rule_words(rule: Rule) -> str:
    """Its name, and where its bands lie."""
    low, high = (number(float(cut) * 10_000) for cut in rule.cuts)
    return _("%(name)s: %(low)s to %(high)s") % {"name": rule_name(rule), "low": low, "high": high}


def facts_of(accounts: AccountQuerySet, first: date, last: date, area: int | None) -> "QuerySet[Revenue]":
    """Of these accounts in these months; of a group of areas and the services in it."""
    inside = Q(area=area) | Q(area__parent=area) if area else Q()
    return Revenue.objects.filter(
        inside, account__in=accounts.order_by().values("pk"), month__range=(first, last)
    ).order_by()


def named(accounts: AccountQuerySet) -> dict[int, tuple[str, str, str]]:
    """The name of each, its owner and its unit."""
    rows = accounts.order_by().values_list("pk", "name", "owner__name", "unit__name")
    return {pk: (name, owner, unit) for pk, name, owner, unit in rows}


def largest_first(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    return tuple(sorted(holders, key=lambda holder: (-holder.revenue, holder.account)))


def lost(facts: "QuerySet[Revenue]", rates: list[ExchangeRate]) -> tuple[tuple[str, int], ...]:
    return tuple(unconverted(facts, rates).items())


def positive(amounts: Iterable[Decimal]) -> Decimal:
    return sum((amount for amount in amounts if amount > 0), Decimal())
