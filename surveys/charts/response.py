"""How many were asked and how many answered, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kamplan.formats import number
from surveys.domain.response import Response
from surveys.domain.tally import Audience


@dataclass(frozen=True)
class ResponseLine:
    audience: str
    invited: int
    answered: int
    words: str
    rate: str


def response_lines(response: Mapping[Audience, Response]) -> list[ResponseLine]:
    """One line for each audience that somebody of was written to."""
    names = {Audience.CUSTOMER: _("Customers"), Audience.SELLER: _("Sellers")}
    return [
        ResponseLine(
            names[audience],
            each.invited,
            each.answered,
            _("%(answered)s of %(invited)s answered")
            % {"answered": number(each.answered), "invited": number(each.invited)},
            "" if each.rate is None else _("%(rate)s %%") % {"rate": number(100 * each.rate)},
        )
        for audience, each in response.items()
        if each.invited
    ]
