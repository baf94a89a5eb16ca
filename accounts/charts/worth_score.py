"""A score of an account's worth in words: what it is, from which inputs and whose, how it was, what would raise it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.charts.worth import money, percent
from accounts.models.worth_found import AccountWorth
from kamplan.formats import MISSING, day, number


@dataclass(frozen=True)
class Input:
    """What a score was worked out from, and whose word that is."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class Score:
    """`note` says what a reader must know to read it, or what is missing; `before` is how it was, newest first."""

    key: str
    name: str
    value: str
    note: str
    rule: str
    inputs: tuple[Input, ...]
    before: tuple[tuple[str, str], ...]
    raises: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        return self.value != MISSING


def whose(origin: str) -> str:
    return {
        "account": _("assumed for this account"),
        "house": _("as the house has it"),
        "standard": _("the house has not decided; kamplan’s own"),
    }[origin]


def term(found: AccountWorth, name: str) -> Input:
    value, origin = found.assumed[name]
    told: dict[str, tuple[str, Callable[[Any], str]]] = {
        "retention": (_("Retention a year"), percent),
        "interest": (_("Discount rate a year"), percent),
        "years": (_("Horizon in years"), number),
        "paid_now": (_("First margin"), lambda now: _("at once") if now else _("in a year’s time")),
        "margin": (_("Expected margin a year"), money),
        "winning": (_("Cost of winning it"), money),
        "agreed_until": (_("Agreement runs until"), day),
    }
    label, words = told[name]
    return Input(label, words(value), whose(origin) if value is not None else "")


def margin_input(found: AccountWorth) -> Input:
    expected, origin = found.assumed["margin"]
    now = found.told.latest
    known = _("known of %(known)s of %(all)s figures in twelve months")
    source = known % {"known": number(now.with_margin), "all": number(now.n)} if expected is None else whose(origin)
    return Input(_("Margin a year"), money(found.margin), source if found.margin is not None else "")


def margin_doubt(found: AccountWorth) -> str:
    """A sentence where figures without a margin may hide much, such as a credit note."""
    now = found.told.latest
    if found.assumed["margin"][0] is not None or now.with_margin == now.n:
        return ""
    told = {"count": number(now.n - now.with_margin), "all": number(now.n)}
    return " " + _("The margin of %(count)s of %(all)s figures is not known and not in it.") % told
