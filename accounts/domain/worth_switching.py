"""What leaving us would cost whom: the lines of the calculation at present value, and the income we would lose."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from accounts.domain.switching import Line, switching_cost


@dataclass(frozen=True, slots=True)
class Priced:
    """One line in the currency of the house; `worth` is None where its currency has no rate."""

    number: int
    bearer: str
    kind: str
    confidence: str
    worth: Fraction | None


def priced(number: int, line: Line, rate: Decimal | None, interest: Fraction, words: tuple[str, str, str]) -> Priced:
    """`words` are who bears it, of which kind it is, and how sure it is."""
    worth = None if rate is None else switching_cost([line], interest) * Fraction(rate)
    return Priced(number, *words, worth)


@dataclass(frozen=True)
class Switching:
    """All lines; what the customer spends with us in a year; the margin lost over so many months, at present value."""

    lines: tuple[Priced, ...]
    spend: Decimal | None
    months: int
    agreed: bool
    income: Fraction | None

    def borne_by(self, *bearers: str) -> Fraction | None:
        """None without a line of theirs: nobody has looked, which is not the same as nothing."""
        return self._sum(lambda line: line.bearer in bearers)

    @property
    def customer(self) -> Fraction | None:
        return self.borne_by("customer")

    @property
    def total(self) -> Fraction | None:
        """The customer's and the new supplier's (Shapiro & Varian 1999)."""
        return self.borne_by("customer", "rival")

    @property
    def relative(self) -> Fraction | None:
        """The customer's cost of leaving, in years of what it spends with us."""
        if self.customer is None or self.spend is None or self.spend <= 0:
            return None
        return self.customer / Fraction(self.spend)

    @property
    def our_loss(self) -> Fraction | None:
        """The income and what else it costs us; None while the margin is not known."""
        return None if self.income is None else self.income + (self.borne_by("us") or 0)

    @property
    def guessed(self) -> Fraction | None:
        """The share of the total that is a mere guess."""
        if not self.total:
            return None
        guesses = self._sum(lambda line: line.confidence == "guess" and line.bearer != "us")
        return (guesses or Fraction()) / self.total

    @property
    def largest(self) -> Priced | None:
        """Of the customer's own lines."""
        own = [line for line in self.lines if line.bearer == "customer" and line.worth]
        return max(own, key=lambda line: line.worth or 0, default=None)

    @property
    def kinds(self) -> set[str]:
        """Which kinds of the customer's costs somebody has thought of."""
        return {line.kind for line in self.lines if line.bearer == "customer"}

    def _sum(self, counts: Callable[[Priced], bool]) -> Fraction | None:
        found = [line.worth for line in self.lines if line.worth is not None and counts(line)]
        return sum(found, Fraction()) if found else None
