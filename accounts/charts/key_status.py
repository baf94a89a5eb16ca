"""Key accounts in words: where one stands, what was seen when it was decided, what waits for whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain.key_status import Due, due
from accounts.models import KeyStatus, KeyStatusRound
from accounts.models.key_status_due import Agenda, Waiting, Waits
from accounts.models.key_status_figures import SeenFigures
from kamplan.formats import MISSING, day, month, number

Figures = KeyStatus | SeenFigures


class Seen(NamedTuple):
    """One of the figures kept with an entry, and the page that tells how it comes about."""

    label: str
    words: str
    page: str


def points_words(figures: Figures) -> str:
    """'700.0', or '675.0–765.0' while a rating is missing."""
    low, high = figures.points_low, figures.points_high
    if low is None or high is None:
        return MISSING
    return number(low, 1) if low == high else f"{number(low, 1)}–{number(high, 1)}"


def revenue_words(figures: Figures) -> str:
    return MISSING if figures.revenue is None else f"{figures.currency} {number(figures.revenue)}"


def class_words(figures: Figures) -> str:
    if not figures.class_name:
        return _("no class yet")
    run = f" ({month(figures.class_month)})" if figures.class_month else ""
    return figures.class_name + run


def figures_words(figures: Figures) -> list[Seen]:
    """Class, attractiveness and revenue, each with what it rests on."""
    attractive = _("nobody has rated it")
    if figures.raters:
        raters = ngettext("%(count)s rater", "%(count)s raters", figures.raters) % {"count": number(figures.raters)}
        attractive = f"{points_words(figures)} ({figures.criteria}, {raters})"
    bought = _("no figures")
    if figures.revenue is not None:
        bought = _("%(revenue)s in 12 months until %(month)s") % {
            "revenue": revenue_words(figures),
            "month": month(figures.through),
        }
    if figures.facts_left_out:
        left_out = {"count": number(figures.facts_left_out)}
        bought += "; " + _("not counted, without an exchange rate: %(count)s") % left_out
    return [
        Seen(_("Class"), class_words(figures), "tier_story"),
        Seen(_("Attractiveness"), attractive, "account_attractiveness"),
        Seen(_("Revenue"), bought, "value"),
    ]


def status_words(status: KeyStatus) -> str:
    """Where an account stands, as a heading."""
    if status.is_key:
        return _("Key account since %(day)s") % {"day": day(status.since)}
    return {
        KeyStatus.Act.NOMINATED: _("Nominated as key account"),
        KeyStatus.Act.WITHDRAWN: _("Not a key account"),
        KeyStatus.Act.REFUSED: _("Not a key account"),
        KeyStatus.Act.REVOKED: _("No longer a key account"),
    }[KeyStatus.Act(status.act)]


def said_words(status: KeyStatus) -> str:
    """Who did what, when."""
    told = {"name": status.by or _("Somebody"), "day": day(status.on)}
    return {
        KeyStatus.Act.NOMINATED: _("%(name)s nominated it on %(day)s."),
        KeyStatus.Act.WITHDRAWN: _("%(name)s withdrew the nomination on %(day)s."),
        KeyStatus.Act.GRANTED: _("%(name)s decided it on %(day)s."),
        KeyStatus.Act.REFUSED: _("%(name)s said no on %(day)s."),
        KeyStatus.Act.CONFIRMED: _("%(name)s confirmed it on %(day)s."),
        KeyStatus.Act.REVOKED: _("%(name)s revoked it on %(day)s."),
    }[KeyStatus.Act(status.act)] % told


def follow_up_words(status: KeyStatus, today: date) -> str:
    """When it is looked at again, and whether that day has passed; empty when no day is set."""
    if status.follow_up is None:
        return ""
    told = {"day": day(status.follow_up), "days": number((today - status.follow_up).days)}
    if due(status.follow_up, today) is Due.OVERDUE:
        return _("Follow-up was due on %(day)s, %(days)s days ago.") % told
    return _("Follow-up on %(day)s.") % told


def round_words(status: KeyStatus, newest: KeyStatusRound | None) -> str:
    """Whether the round that runs has seen it; empty without a round."""
    if newest is None or not status.is_key:
        return ""
    if status.round_id == newest.pk:
        return _("Confirmed in the round %(name)s.") % {"name": newest.name}
    return _("To be confirmed in the round %(name)s until %(day)s.") % {"name": newest.name, "day": day(newest.until)}


@dataclass(frozen=True)
class Card:
    """Where an account stands, as its page says it."""

    status: KeyStatus | None
    heading: str
    said: str = ""
    follow_up: str = ""
    is_overdue: bool = False
    round: str = ""
    is_unconfirmed: bool = False
    seen: Sequence[Seen] = ()
    warnings: Sequence[str] = ()


def card(status: KeyStatus | None, today: date) -> Card:
    if status is None:
        return Card(None, _("Not a key account"))
    newest = status.asked_by()
    return Card(
        status,
        heading=status_words(status),
        said=said_words(status),
        follow_up=follow_up_words(status, today),
        is_overdue=status.follow_up is not None and due(status.follow_up, today) is Due.OVERDUE,
        round=round_words(status, newest),
        is_unconfirmed=status.is_key and newest is not None and status.round_id != newest.pk,
        seen=figures_words(status),
        warnings=list(warnings(status)),
    )


def warnings(status: KeyStatus) -> Iterator[str]:
    """What has happened to a key account that nobody has decided upon yet."""
    account = status.account
    if status.is_key and account.status == "lost":
        yield _("It was lost on %(day)s and is still on the list.") % {"day": day(account.status_date)}


def by_day(agenda: Agenda) -> list[tuple[Waiting, str]]:
    """All that waits as one list, each with what it waits for; the earliest day first, of one day by name."""
    told = [
        *((each, _("Nominated, not decided")) for each in agenda.nominated),
        *(
            (each, _("Confirmation overdue") if each.is_overdue else _("To confirm by then"))
            for each in agenda.unconfirmed
        ),
        *((each, _("Follow-up overdue") if each.is_overdue else _("Follow up")) for each in agenda.follow_ups),
    ]
    return sorted(told, key=lambda row: (row[0].day, row[0].status.account.sort_key, row[0].status.pk))


def waits_words(waits: Waits) -> str:
    """'2 nominations, 5 to confirm, 1 follow-up'. Empty when nothing waits."""
    parts = (
        (waits.nominated, ngettext("%(count)s nomination", "%(count)s nominations", waits.nominated)),
        (waits.unconfirmed, ngettext("%(count)s to confirm", "%(count)s to confirm", waits.unconfirmed)),
        (waits.follow_ups, ngettext("%(count)s follow-up", "%(count)s follow-ups", waits.follow_ups)),
    )
    return ", ".join(words % {"count": number(count)} for count, words in parts if count)
