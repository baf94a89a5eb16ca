"""What is known of an account on a day: its class, attractiveness and revenue, to be kept with a decision about it."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from accounts.domain.value import value
from accounts.models.account import Account
from accounts.models.criteria import CriteriaSet
from accounts.models.matrix_judged import ratings_now
from accounts.models.rate import dated_rates
from accounts.models.tier_official import class_and_month
from accounts.models.value import AccountValue

POINT = Decimal("0.0001")


@dataclass(frozen=True)
class SeenFigures:
    """As the columns of a status are called. No figure is not a zero."""

    class_name: str
    class_month: date | None
    points_low: Decimal | None
    points_high: Decimal | None
    raters: int
    criteria: str
    revenue: Decimal | None
    currency: str
    through: date
    facts: int
    facts_left_out: int

    def columns(self) -> dict[str, object]:
        return asdict(self)

    @property
    def mark(self) -> str:
        """The same for the same figures, so that a form knows which ones its reader saw."""
        return sha256(repr(self).encode()).hexdigest()[:16]


def figures_seen(account: Account, today: date) -> SeenFigures:
    """What everybody reads on its page on this day."""
    class_name, class_month = class_and_month(account, today)
    facts = AccountValue(account, today).facts
    rates = dated_rates({fact.currency for fact in facts})
    told = value(facts, rates, today)
    criteria_set = CriteriaSet.objects.current()
    judged = dict(ratings_now(criteria_set, {account.pk})) if criteria_set else {}
    points = judged[account.pk].combined if judged else None
    return SeenFigures(
        class_name=class_name,
        class_month=class_month,
        points_low=rounded(points.low) if points else None,
        points_high=rounded(points.high) if points else None,
        raters=points.n if points else 0,
        criteria=str(criteria_set) if points else "",
        revenue=told.latest.total,
        currency=rates.house,
        through=told.months[-1][0],
        facts=told.latest.n,
        facts_left_out=sum(count for _currency, count in told.unconverted),
    )


def rounded(points: Fraction) -> Decimal:
    return round(points / Fraction(POINT)) * POINT
