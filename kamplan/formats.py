"""Numbers and dates in the reader's language, made once per value: Django's filters cost more than the query."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

NARROW = "\u00a0"  # Norwegian and international practice: groups of three, kept together
MISSING = "\u2013"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float | Decimal | None, decimals: int = 0, *, sign: bool = False) -> str:
    """'1 234,50' in Norwegian, '1,234.50' in English; a dash when there is no value."""
    if value is None:
        return MISSING
    quantum = Decimal(1).scaleb(-decimals)
    exact = Decimal(str(value)).quantize(quantum, ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)  # never '-0.00'
    text = f"{exact:{'+' if sign and exact else ''},.{decimals}f}".replace("-", "\u2212")
    if get_language() == "nb":
        text = text.replace(",", NARROW).replace(".", ",")
    return text


def exact(value: Decimal) -> str:
    """All its decimals and no empty ones: '11,42', '0.0875'."""
    bare = value.normalize()
    return number(bare, max(0, -int(bare.as_tuple().exponent)))


def day(value: date | None) -> str:
    """'21 Nov 2026' or '21.11.2026'."""
    if value is None:
        return MISSING
    return _day(value.year, value.month, value.day, get_language() or "en")


def month(value: date, *, short: bool = False) -> str:
    """'Mar 2026' or 'mars 2026'; short: 'Mar 26' or 'mar. 26'."""
    return _month(value.year, value.month, short, get_language() or "en")


def moment(value: datetime | None) -> str:
    """Day and clock in the user's time zone."""
    if value is None:
        return MISSING
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


@lru_cache(maxsize=4096)
def _day(year: int, month: int, day_of_month: int, language: str) -> str:
    if language == "nb":
        return f"{day_of_month:02d}.{month:02d}.{year}"
    return f"{day_of_month} {MONTHS[month - 1]} {year}"


@lru_cache(maxsize=2048)
def _month(year: int, number_of_month: int, short: bool, language: str) -> str:
    from babel.dates import format_date

    form = "MMM yy" if short else "MMM yyyy" if language == "en" else "MMMM yyyy"
    return format_date(date(year, number_of_month, 1), form, locale=language)
