"""Tenure in words: how long a customer has bought, and the bands of years, each with the length of its bar."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain.tenure import Tenure
from accounts.domain.value import YEAR
from accounts.models.tenure import Band, Customers
from kamplan.formats import MISSING, number

WHOLE_BAR = 1000


def tenure_words(found: Tenure | None) -> str:
    """'5 months', '1.4 years', or 'at least 2.9 years'."""
    if found is None:
        return MISSING
    if found.months < YEAR:
        count = int(found.months)
        words = ngettext("%(count)s month", "%(count)s months", count) % {"count": number(float(found.months))}
    else:
        words = _("%(years)s years") % {"years": number(float(found.years), 1)}
    return _("at least %(tenure)s") % {"tenure": words} if found.at_least else words


def band_words(band: Band, customers: Customers) -> str:
    if band.years is None:
        return tenure_words(Tenure(customers.least, at_least=True))
    if not band.years:
        return _("Up to 1 year")
    return _("%(from)s to %(to)s years") % {"from": number(band.years), "to": number(band.years + 1)}


class Row(NamedTuple):
    """A band, what it is called, and how long its bar is of `WHOLE_BAR`."""

    band: Band
    words: str
    bar: int


def rows_of_bands(customers: Customers) -> list[Row]:
    """Without the last one where nobody stands in it."""
    longest = max((each.part.share or 0 for each in customers.bands), default=0) or 1
    return [
        Row(each, band_words(each, customers), round(WHOLE_BAR * (each.part.share or 0) / longest))
        for each in told(customers.bands)
    ]


def told(bands: Sequence[Band]) -> list[Band]:
    return [each for each in bands if each.years is not None or each.part.n]
