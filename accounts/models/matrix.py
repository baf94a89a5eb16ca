"""Where accounts stand in the portfolio matrix: attractiveness, relative strength, and how large they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness_raters import Combined as Attractiveness
from accounts.domain.matrix import Category, Lines, possible_categories
from accounts.domain.strength import Combined as Strength
from accounts.domain.strength import Span
from accounts.domain.value import YEAR, shifted
from accounts.models.account import AccountQuerySet
from accounts.models.attractiveness_result import About, Result, results
from accounts.models.criteria import CriteriaSet
from accounts.models.factors import FactorSet
from accounts.models.potential import category_budgets
from accounts.models.strength import StrengthJudgement
from accounts.models.strength_result import StrengthResult, strengths
from accounts.models.tier_value import figures_between


class Size(TextChoices):
    """What the area of a mark stands for."""

    REVENUE = "revenue", _("Revenue, 12 months")
    POTENTIAL = "potential", _("Potential a year")


@dataclass(frozen=True)
class Position:
    """One account. `asked` counts the judgements of strength that rest on what the customer said.

    `revenue` is that of the last twelve complete months, `budget` what the customer spends on our categories in a year,
    both in the currency of the house; None is unknown.
    """

    account: About
    attractiveness: Attractiveness | None
    strength: Strength | None
    asked: int = 0
    revenue: Decimal | None = None
    budget: Decimal | None = None

    @property
    def is_placed(self) -> bool:
        """Known on both axes, so that it has a place."""
        return self.attractiveness is not None and self.strength is not None

    @property
    def spans(self) -> tuple[Span, Span]:
        """Attractiveness in percent and relative strength, lowest and highest possible. For who is placed."""
        if self.attractiveness is None or self.strength is None:
            raise ValueError("An account has a place when it is judged both ways.")
        return self.attractiveness.percent, self.strength.relative

    @property
    def middle(self) -> tuple[Fraction, Fraction]:
        """Where the mark stands: attractiveness in percent, relative strength."""
        attractiveness, relative = self.spans
        return sum(attractiveness, Fraction()) / 2, sum(relative, Fraction()) / 2

    def possible(self, lines: Lines) -> frozenset[Category]:
        """The fields it may be in while ratings are missing."""
        return possible_categories(*self.spans, lines)

    def category(self, lines: Lines) -> Category | None:
        """None when it cannot be told apart."""
        found = self.possible(lines)
        return next(iter(found)) if len(found) == 1 else None

    @property
    def potential(self) -> Decimal | None:
        """What the customer spends on our categories and not with us; 0 when it buys more than it told."""
        return None if self.budget is None else max(self.budget - (self.revenue or 0), Decimal())

    def size(self, by: Size) -> Decimal | None:
        return self.revenue if by is Size.REVENUE else self.potential


def position_of(attractive: Result | None, strong: StrengthResult | None) -> Position | None:
    """Of one account, from what it comes to on both axes; None without a place."""
    if attractive is None or attractive.combined is None or strong is None:
        return None
    return Position(attractive.account, attractive.combined, strong.combined, strong.asked)


def positions(accounts: AccountQuerySet, *, today: date) -> list[Position]:
    """Of those accounts somebody has judged either way, by name. As many queries for one account as for all."""
    criteria_set, factor_set = CriteriaSet.objects.current(), FactorSet.objects.current()
    attractive = {each.account: each.combined for each in results(criteria_set, accounts)} if criteria_set else {}
    strong = {each.account: each for each in strengths(factor_set, accounts)} if factor_set else {}
    revenues, budgets = sizes_of(accounts, factor_set, today) if strong else ({}, {})
    return [
        Position(
            account=about,
            attractiveness=attractive.get(about),
            strength=strong[about].combined if about in strong else None,
            asked=strong[about].asked if about in strong else 0,
            revenue=revenues.get(about.pk),
            budget=budgets.get(about.pk),
        )
        for about in sorted({*attractive, *strong}, key=lambda about: (about.sort_key, about.pk))
    ]


def sizes_of(
    accounts: AccountQuerySet, factor_set: FactorSet | None, today: date
) -> tuple[Mapping[int, Decimal], Mapping[int, Decimal]]:
    """Revenue and category budgets, of accounts whose strength is judged: only they can have a place."""
    judged = StrengthJudgement.objects.filter(set=factor_set).order_by().values("account")
    measured = accounts.filter(pk__in=judged)
    figures = figures_between(shifted(today, -YEAR), shifted(today, -1), among=measured)
    revenues = {account: worth.revenue for account, worth in figures.by_account.items()}
    return revenues, category_budgets(measured, today)
