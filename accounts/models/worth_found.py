"""The worth of an account, fetched: five years of facts, and what people found out or assume about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Q

from accounts.domain.switching import Line, lost_income
from accounts.domain.value import YEAR, Fact, Rates, Value, last_day, value, window
from accounts.domain.worth import MovingYear, YearServed, moving_years, years_served
from accounts.domain.worth_switching import Switching, priced
from accounts.domain.worth_terms import (
    STANDARD,
    WHEN_NOT_AGREED,
    Sensitivity,
    Terms,
    margins_ahead,
    months_left,
    sensitivity,
)
from accounts.domain.worth_wallet import Rank, Wallet, measured_share, years_of
from accounts.models.account import Account
from accounts.models.figure import Figure
from accounts.models.rate import dated_rates
from accounts.models.revenue import Revenue, ServiceArea
from accounts.models.worth import WalletRank, WorthTerms
from accounts.models.worth_switching import SwitchingLine
from kamplan.fields import sort_key

YEARS = 5
MOVING_YEARS = 25
TERMS = ("retention", "interest", "years", "paid_now", "margin", "winning", "agreed_until")
Term = tuple[Any, str]


@dataclass(frozen=True)
class Category:
    """A group of service areas with its wallet; `budget` is the figure its spend comes from."""

    area: ServiceArea
    wallet: Wallet
    budget: Figure | None
    rank: WalletRank | None
    without_rate: bool


@dataclass(frozen=True)
class AccountWorth:
    """Eight queries at most: facts, areas, budgets of categories, ranks, lines, efforts, terms, and rates if any."""

    account: Account
    today: date

    # --- what stands in the database ----------------------------------------------------------------------------------
    @cached_property
    def facts(self) -> list[Fact]:
        """Of whole calendar years, each under its group: what is sold in detail is not a category of its own."""
        first = min(self.today.year - YEARS, *(effort.year for effort in self.efforts), self.today.year)
        rows = Revenue.objects.order_by("month", "area", "recurring", "currency").filter(
            account=self.account, month__range=(date(first, 1, 1), self.today)
        )
        columns = ("area_id", "month", "recurring", "currency", "revenue", "margin")
        found = (Fact(*row) for row in rows.values_list(*columns))
        return [replace(fact, area=self.group_of[fact.area]) for fact in found]

    @cached_property
    def areas(self) -> list[ServiceArea]:
        return list(ServiceArea.objects.order_by("order", "sort_key", "pk"))

    @property
    def groups(self) -> list[ServiceArea]:
        """The categories."""
        return [area for area in self.areas if area.parent_id is None]

    @cached_property
    def group_of(self) -> dict[int, int]:
        return {area.pk: area.parent_id or area.pk for area in self.areas}

    @cached_property
    def lines(self) -> list[SwitchingLine]:
        return list(self.account.switching_lines.all())

    @cached_property
    def ranks(self) -> list[WalletRank]:
        return list(self.account.wallet_ranks.select_related("area"))

    @cached_property
    def efforts(self) -> list[Any]:
        return list(self.account.kam_efforts.all())

    @cached_property
    def budgets(self) -> list[Figure]:
        """The customer's own, of categories, newest first."""
        return list(self.account.figures.filter(kind=Figure.Kind.CATEGORY_BUDGET).order_by("-year", "category", "pk"))

    @cached_property
    def terms_kept(self) -> dict[bool, WorthTerms]:
        """By whether they are the account's own."""
        rows = WorthTerms.objects.filter(Q(account=self.account) | Q(account=None))
        return {row.account_id is not None: row for row in rows}

    @cached_property
    def rates(self) -> Rates:
        kept = (self.facts, self.lines, self.efforts, self.budgets)
        return dated_rates({row.currency for rows in kept for row in rows})

    # --- the past -----------------------------------------------------------------------------------------------------
    @cached_property
    def told(self) -> Value:
        """The last twelve complete months and the twelve before; its areas are the categories."""
        return value(self.facts, self.rates, self.today)

    @cached_property
    def moving(self) -> list[MovingYear]:
        return moving_years(self.facts, self.rates, self.today, count=MOVING_YEARS)

    @cached_property
    def served(self) -> list[YearServed]:
        costs = {row.year: self.in_house_currency(row.cost, row.currency, row.year) for row in self.efforts}
        return years_served(self.facts, self.rates, self.today, costs)

    # --- share of wallet ----------------------------------------------------------------------------------------------
    @cached_property
    def categories(self) -> list[Category]:
        """Those in which something was sold within two years, budgeted or ranked; in the order of the areas."""
        sold = {area: now.total for area, now, _before in self.told.areas}
        ranks, months = {rank.area_id: rank for rank in self.ranks}, window(self.today)[YEAR:]
        found = [self.category(area, months, sold.get(area.pk), ranks.get(area.pk)) for area in self.groups]
        return [each for each in found if each.area.pk in sold or each.budget or each.rank]

    def category(
        self, area: ServiceArea, months: Sequence[date], ours: Decimal | None, rank: WalletRank | None
    ) -> Category:
        budget = self.budget_of(area, months)
        spend = self.in_house_currency(budget.amount, budget.currency, budget.year) if budget else None
        placed = Rank(rank.place, rank.suppliers, rank.level_with) if rank else None
        return Category(area, Wallet(ours, spend, placed), budget, rank, bool(budget) and spend is None)

    def budget_of(self, area: ServiceArea, months: Sequence[date]) -> Figure | None:
        """That of the year with most of the twelve months, else of the other one; older ones say nothing of today."""
        known = {budget.year: budget for budget in self.budgets if sort_key(budget.category) == area.sort_key}
        return next((known[year] for year in years_of(months) if year in known), None)

    @property
    def strange_budgets(self) -> list[str]:
        """Categories of the customer that are none of ours, so that no share is told of them."""
        ours = {area.sort_key for area in self.groups}
        return sorted({budget.category for budget in self.budgets if sort_key(budget.category) not in ours})

    @property
    def measured(self) -> Fraction | None:
        return measured_share(each.wallet for each in self.categories)

    @property
    def measured_before(self) -> Fraction | None:
        """In the twelve months before, by the budgets of those."""
        sold = {area: before.total for area, _now, before in self.told.areas}
        months = window(self.today)[:YEAR]
        return measured_share(self.category(area, months, sold.get(area.pk), None).wallet for area in self.groups)

    # --- what is assumed ----------------------------------------------------------------------------------------------
    @cached_property
    def assumed(self) -> dict[str, Term]:
        """Each term and whose it is: the account's, the house's, or the standard while the house has none."""
        own, house = self.terms_kept.get(True), self.terms_kept.get(False)
        return {name: self.term(name, own, house) for name in TERMS}

    @staticmethod
    def term(name: str, own: WorthTerms | None, house: WorthTerms | None) -> Term:
        for row, whose in ((own, "account"), (house, "house")):
            if row is not None and (kept := getattr(row, name)) is not None:
                return (Fraction(kept) / 100 if name in ("retention", "interest") else kept), whose
        return getattr(STANDARD, name, None) if name not in ("margin", "winning") else None, "standard"

    @cached_property
    def terms(self) -> Terms:
        retention, interest, years, paid_now = (self.assumed[name][0] for name in TERMS[:4])
        return Terms(retention, interest, years, paid_now, self.assumed["winning"][0] or Decimal())

    @property
    def margin(self) -> Decimal | None:
        """Of a year to come: what somebody expects, else what the last twelve months are known to have brought."""
        expected: Decimal | None = self.assumed["margin"][0]
        return self.told.latest.known_margin if expected is None else expected

    @property
    def lifetime(self) -> Fraction | None:
        return None if self.margin is None else self.terms.lifetime(self.margin)

    @property
    def endless(self) -> Fraction | None:
        return None if self.margin is None else self.terms.lifetime(self.margin, endless=True)

    @cached_property
    def sensitivity(self) -> Sensitivity | None:
        return None if self.margin is None else sensitivity(self.margin, self.terms)

    # --- what leaving us would cost -----------------------------------------------------------------------------------
    @cached_property
    def switching(self) -> Switching:
        left = months_left(self.today, self.assumed["agreed_until"][0])
        months, interest = left or WHEN_NOT_AGREED, self.terms.interest
        lines = tuple(
            priced(
                line.pk,
                Line(line.once or 0, line.yearly or 0, line.years or 0),
                self.rates.on(line.currency, self.today),
                interest,
                (line.bearer, line.kind, line.confidence),
            )
            for line in self.lines
        )
        income = None if self.margin is None else lost_income(margins_ahead(self.margin, months), interest)
        return Switching(lines, self.told.latest.total, months, bool(left), income)

    # --- money --------------------------------------------------------------------------------------------------------
    def in_house_currency(self, amount: Decimal, currency: str, year: int) -> Decimal | None:
        """An amount of a year by the rate of its end, or of today while it runs; None without a rate."""
        rate = self.rates.on(currency, min(self.today, last_day(date(year, YEAR, 1))))
        return None if rate is None else amount * rate
