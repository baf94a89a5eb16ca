"""How many were asked, how many answered and when somebody did, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kamplan.formats import day, moment, number
from surveys.domain.response import Response
from surveys.domain.tally import Audience
from surveys.models import Survey


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


@dataclass(frozen=True)
class Outlook:
    """What is known of a survey without figures: how far its invitations have come, and what happens next."""

    states: tuple[tuple[str, str], ...]
    to_come: tuple[str, ...]

    def mark(self) -> str:
        """Changes whenever an invitation comes further."""
        return "-".join(count for count, _words in self.states)


def outlook(survey: Survey) -> Outlook:
    reached = survey.invitations.reached()
    words = {
        "asked": _("persons asked"),
        "sent": _("mails sent"),
        "bounced": _("bounced"),
        "opened": _("have opened the link"),
        "started": _("have begun"),
        "answered": _("have answered"),
    }
    states = tuple((number(reached[state]), label) for state, label in words.items())
    return Outlook(states, tuple(to_come(survey)))


def to_come(survey: Survey) -> Iterator[str]:
    """What happens to an open survey without anybody's doing."""
    if survey.status != Survey.Status.OPEN:
        return
    reminder = survey.reminders.filter(sent_at=None).first()
    if reminder:
        yield _("Who is silent is reminded on %(when)s.") % {"when": day(reminder.on)}
    else:
        yield _("No day for a reminder has been chosen.")
    closes_at = survey.questionnaire.closes_at
    yield (
        _("It closes by itself on %(when)s.") % {"when": moment(closes_at)}
        if closes_at
        else _("It stays open until somebody closes it.")
    )


def when_visited(survey: Survey, at: datetime) -> str:
    """When somebody came to answer. In confidence the day alone is told: by the clock they might be told apart."""
    return moment(at) if survey.mode == Survey.Mode.NAMED else day(timezone.localdate(at))
