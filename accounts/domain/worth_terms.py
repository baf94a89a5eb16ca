"""What is assumed about an account's future, and what follows: lifetime value, its sensitivity, the years to lose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from accounts.domain.switching import Amount, lifetime_value
from accounts.domain.value import YEAR

WHEN_NOT_AGREED = 36  # months: without an agreement, our loss is counted over three years
STEPS_OF_RETENTION = tuple(Fraction(step, 100) for step in (-20, -10, -5, 0, 5, 10))
STEPS_OF_INTEREST = tuple(Fraction(step, 100) for step in (-4, -2, 0, 2, 4))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is assumed: retention and interest as shares a year, the horizon, whether a margin is paid at once."""

    retention: Fraction
    interest: Fraction
    years: int
    paid_now: bool
    winning: Decimal = Decimal()

    def lifetime(self, margin: Amount, *, endless: bool = False) -> Fraction | None:
        """Less what winning the customer cost; None where an endless sum has no end."""
        years = None if endless else self.years
        if endless and self.retention >= 1 + self.interest:
            return None
        worth = lifetime_value(margin, self.retention, self.interest, years=years, paid_now=self.paid_now)
        return worth - Fraction(self.winning)

    def with_(self, *, retention: Fraction | None = None, interest: Fraction | None = None) -> "Terms":
        return Terms(
            self.retention if retention is None else retention,
            self.interest if interest is None else interest,
            self.years,
            self.paid_now,
            self.winning,
        )


STANDARD = Terms(Fraction(80, 100), Fraction(10, 100), 5, paid_now=False)  # until the house has decided its own


@dataclass(frozen=True)
class Sensitivity:
    """Lifetime values around the terms assumed: a row for each retention, a column for each interest."""

    interests: tuple[Fraction, ...]
    rows: tuple[tuple[Fraction, tuple[Fraction | None, ...], Fraction | None], ...]


def sensitivity(margin: Amount, terms: Terms) -> Sensitivity:
    """(retention, the values over the horizon, the one without an end at the interest assumed), lowest first."""
    interests = around(terms.interest, STEPS_OF_INTEREST)
    rows = [
        (
            retention,
            tuple(terms.with_(retention=retention, interest=interest).lifetime(margin) for interest in interests),
            terms.with_(retention=retention).lifetime(margin, endless=True),
        )
        for retention in around(terms.retention, STEPS_OF_RETENTION)
    ]
    return Sensitivity(interests, tuple(rows))


def around(value: Fraction, steps: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """The value and its neighbours, as far as they lie from 0 to 1."""
    return tuple(sorted({value, *(value + step for step in steps if 0 <= value + step <= 1)}))


def months_left(today: date, until: date | None) -> int:
    """Whole months an agreement still runs, 0 when it has ended or there is none."""
    if until is None or until <= today:
        return 0
    return max((until.year - today.year) * YEAR + until.month - today.month - (until.day < today.day), 0)


def margins_ahead(margin: Amount, months: int) -> list[Fraction]:
    """Year by year; what is left of the last year in proportion."""
    whole, rest = divmod(months, YEAR)
    return [Fraction(margin)] * whole + ([Fraction(margin) * Fraction(rest, YEAR)] if rest else [])
