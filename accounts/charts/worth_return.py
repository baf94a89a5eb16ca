"""Scores of worth in words: lifetime value, recurring share, contribution ratio, return on key account management."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.charts.worth import money, percent
from accounts.charts.worth_score import Input, Score, margin_doubt, margin_input, term
from accounts.domain.value import YEAR, Sum
from accounts.models.worth_found import AccountWorth
from kamplan.formats import MISSING, month, number

POINT = Fraction(1, 100)


def lifetime(found: AccountWorth) -> Score:
    years = ngettext("%(count)s year", "%(count)s years", found.terms.years) % {"count": number(found.terms.years)}
    note = _("Over %(years)s; without an end %(endless)s.") % {"years": years, "endless": money(found.endless)}
    missing = _("Missing: a margin, either of the last twelve months or expected.")
    return Score(
        key="lifetime",
        name=_("Lifetime value"),
        value=money(found.lifetime),
        note=missing if found.margin is None else note + margin_doubt(found),
        rule=_("Each coming year’s margin, times the chance that the customer is still there, at present value."),
        inputs=(
            margin_input(found),
            *(term(found, name) for name in ("retention", "interest", "years", "paid_now", "winning")),
        ),
        before=tuple(lifetime_before(found)),
        raises=tuple(lifetime_raises(found)),
    )


def lifetime_before(found: AccountWorth) -> Iterator[tuple[str, str]]:
    """As it would have been at today's terms."""
    for year in found.moving[-1 - YEAR :: -YEAR]:
        if year.sum.known_margin is not None:
            words = _("With the margin up to %(month)s") % {"month": month(year.last)}
            yield words, money(found.terms.lifetime(year.sum.known_margin))


def lifetime_raises(found: AccountWorth) -> Iterator[str]:
    worth, terms = found.lifetime, found.terms
    if worth is None or found.margin is None:
        return
    if terms.retention + POINT <= 1:
        more = terms.with_(retention=terms.retention + POINT).lifetime(found.margin) or Fraction()
        yield _("One percentage point more retention: %(amount)s.") % {"amount": signed(more - worth)}
    more = terms.lifetime(Fraction(found.margin) * Fraction(11, 10)) or Fraction()
    yield _("A tenth more margin: %(amount)s.") % {"amount": signed(more - worth)}


def signed(amount: Fraction) -> str:
    return number(Decimal(amount.numerator) / amount.denominator, sign=True)


def recurring(found: AccountWorth) -> Score:
    now = found.told.latest
    missing = _("Missing: revenue in the last twelve months.")
    return Score(
        key="recurring",
        name=_("Recurring share"),
        value=percent(now.recurring_share),
        note=_("Of the revenue of twelve months.") if now.recurring_share is not None else missing,
        rule=_("Recurring revenue / all revenue, in twelve months."),
        inputs=(Input(_("Recurring"), sum_words(now, now.recurring)), Input(_("Revenue"), money(now.total))),
        before=tuple(years_before(found, lambda each: each.recurring_share)),
        raises=tuple(recurring_raises(found)),
    )


def sum_words(now: Sum, amount: Decimal) -> str:
    return money(amount) if now.n else MISSING


def recurring_raises(found: AccountWorth) -> Iterator[str]:
    now, names = found.told.latest, {area.pk: area.name for area in found.groups}
    once = [(each.revenue - each.recurring, names[area]) for area, each, _before in found.told.areas if each.n]
    if now.recurring_share is not None and once and max(once)[0] > 0:
        told = {"area": max(once)[1], "amount": money(max(once)[0]), "point": money(now.revenue / 100)}
        yield _("Most is bought once in %(area)s: %(amount)s. Each %(point)s that becomes recurring is a point.") % told


def margin(found: AccountWorth) -> Score:
    now = found.told.latest
    without = now.n - now.with_margin
    told = {"count": number(without), "all": number(now.n)}
    note = _("The margin of %(count)s of %(all)s figures is not known; the share is of the others.") % told
    missing = _("Missing: the margin of the last twelve months.")
    known = note if without else _("Of the revenue of twelve months.")
    return Score(
        key="margin",
        name=_("Contribution ratio"),
        value=percent(now.margin_share),
        note=known if now.margin_share is not None else missing,
        rule=_("Contribution margin / the revenue whose margin is known, in twelve months."),
        inputs=(
            Input(_("Contribution margin"), money(now.known_margin)),
            Input(_("Its revenue"), money(now.behind) if now.with_margin else MISSING),
        ),
        before=tuple(years_before(found, lambda each: each.margin_share)),
        raises=tuple(margin_raises(found)),
    )


def margin_raises(found: AccountWorth) -> Iterator[str]:
    names = {area.pk: area.name for area in found.groups}
    known = [(each.margin_share, names[area]) for area, each, _b in found.told.areas if each.margin_share is not None]
    if len(known) > 1:
        told = {"area": min(known)[1], "share": percent(min(known)[0])}
        yield _("%(area)s leaves least, %(share)s: its prices and purchasing count most.") % told


def years_before(found: AccountWorth, share: Callable[[Sum], Decimal | None]) -> Iterator[tuple[str, str]]:
    """At the same months a year ago and two years ago."""
    for year in found.moving[-1 - YEAR :: -YEAR]:
        yield _("Up to %(month)s") % {"month": month(year.last)}, percent(share(year.sum))


def gain(found: AccountWorth) -> Score:
    served = [year for year in found.served if year.gain is not None]
    newest = served[0] if served else None
    if newest is None:
        costs = any(year.cost is not None for year in found.served)
        note = _("Missing: the margin of a year.") if costs else _("Missing: what serving it cost in a year.")
    else:
        told = {"year": newest.year, "months": number(newest.through)}
        running = _("In %(year)s, %(months)s months of it; the cost counts in proportion.") % told
        note = running if newest.through < YEAR else _("In %(year)s.") % told
    return Score(
        key="gain",
        name=_("Return on key account management"),
        value=percent(newest.gain, 0, sign=True) if newest else MISSING,
        note=note,
        rule=_("(Contribution margin − cost) / cost."),
        inputs=(
            Input(_("Contribution margin"), money(newest.sum.known_margin)),
            Input(_("Cost"), money(newest.so_far)),
        )
        if newest
        else (),
        before=tuple((str(year.year), percent(year.gain, 0, sign=True)) for year in served[1:]),
        raises=(_("Fewer hours for the same margin, or more margin for the same hours."),) if newest else (),
    )
