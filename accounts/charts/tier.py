"""The pyramid made visible: Pareto's curve, and the sentences that say what it shows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Tier, TierRun, TierSet, TierStanding
from accounts.models.attractiveness_result import About
from accounts.models.tier_official import Class
from accounts.models.tier_pyramid import Named, Pyramid, names_of
from accounts.models.tier_recorded import MOST_FIRST, Marked, Moved
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.formats import NARROW, day, month, number

LOOKS = ((Ink.BLUE, Shape.CIRCLE), (Ink.ORANGE, Shape.DIAMOND), (Ink.GREY, Shape.SQUARE))
TICKS = tuple((at, f"{at} %") for at in range(0, 101, 20))
FIFTH, FOUR_FIFTHS = Fraction(1, 5), Fraction(4, 5)


def value_words(tier_set: TierSet) -> str:
    """What is shared out, in a sentence."""
    return {
        TierSet.Basis.REVENUE: _("the revenue"),
        TierSet.Basis.MARGIN: _("the contribution margin"),
        TierSet.Basis.COMPOSITE: _("the points"),
    }[TierSet.Basis(tier_set.basis)]


def percent(share: Fraction | float, decimals: int = 1) -> str:
    return f"{number(float(share) * 100, decimals)}{NARROW}%"


def moves_words(moves: Sequence[Moved], since: date) -> str:
    """'Since 31 Jul 2026: 3 moves up, 2 down. 1 into the classes of key accounts, 0 out of them.'"""
    if not moves:
        return _("No account has moved since %(day)s.") % {"day": day(since)}
    up, gained = sum(move.is_up for move in moves), sum(move.is_key and not move.was_key for move in moves)
    lost = sum(move.was_key and not move.is_key for move in moves)
    told = {"day": day(since), "up": number(up), "down": number(len(moves) - up)}
    words = _("Since %(day)s: %(up)s moves up, %(down)s down.") % told
    crossed = _("%(gained)s into the classes of key accounts, %(lost)s out of them.")
    return f"{words} {crossed % {'gained': number(gained), 'lost': number(lost)}}"


def pareto_words(pyramid: Pyramid) -> str:
    """'20.0 % of the customers (12 of 60) give 71.3 % of the revenue; ..'. Empty when nobody bought anything."""
    points = pyramid.curve
    top, enough = points.after_share(FIFTH), points.with_value(FOUR_FIFTHS)
    if not top or not enough:
        return ""
    words = {
        "customers": percent(top.of_customers),
        "count": number(top.customers),
        "all": number(len(points)),
        "share": percent(top.of_value),
        "value": value_words(pyramid.run.set),
        "enough": number(enough.customers),
        "enough_share": percent(enough.of_value),
    }
    first = _("%(customers)s of the customers (%(count)s of %(all)s) give %(share)s of %(value)s.") % words
    second = (
        ngettext(
            "%(enough)s customer gives %(enough_share)s.",
            "%(enough)s customers give %(enough_share)s.",
            enough.customers,
        )
        % words
    )
    return f"{first} {second}"


def left_out_words(run: TierRun) -> list[str]:
    """Which figures the run could not count, and how many."""
    said = [
        ngettext(
            "%(count)s figure in %(currency)s is not counted: there is no exchange rate on or before its month.",
            "%(count)s figures in %(currency)s are not counted: there is no exchange rate on or before their month.",
            count,
        )
        % {"count": number(count), "currency": currency}
        for currency, count in sorted(run.facts_without_rate.items())
    ]
    if run.facts_without_margin and run.set.basis != TierSet.Basis.REVENUE:
        told = {"count": number(run.facts_without_margin), "all": number(run.facts)}
        said.append(_("%(count)s of %(all)s figures have no contribution margin and add nothing to it.") % told)
    return said


def later_words(run: TierRun, imports: int) -> list[str]:
    """That figures have changed since the run, so that it is not what adding them up today would give."""
    if not imports:
        return []
    words = ngettext(
        "Figures have changed since the classes were worked out on %(day)s: %(count)s import was done or undone.",
        "Figures have changed since the classes were worked out on %(day)s: %(count)s imports were done or undone.",
        imports,
    )
    return [words % {"day": day(timezone.localdate(run.recorded_at)), "count": number(imports)}]


def pareto_chart(pyramid: Pyramid, known: Mapping[int, Named | About] | None = None) -> Chart | None:
    """A mark for each customer, up to a hundred or so; None when nobody bought anything.

    One query, unless the names of those marked are known.
    """
    shown = pyramid.chosen.marked
    if not shown:
        return None
    names: Mapping[int, Named | About] = known or {**names_of(mark.stand.account for mark in shown)}
    places = [(0.0, 0.0), *((mark.of_customers, mark.of_value) for mark in shown)]
    if places[-1] != (100.0, 100.0):
        places.append((100.0, 100.0))
    note = _("The dashed lines are the cuts between the classes.")
    if len(shown) < len(pyramid.curve):
        told = {"first": number(MOST_FIRST), "step": number(shown[-1].number - shown[-2].number)}
        note += " " + _("The first %(first)s customers have a mark each, then every %(step)s. one.") % told
    return Chart(
        key="pareto",
        title=_("How few customers give how much"),
        alt=_("Pareto curve. %(words)s") % {"words": pareto_words(pyramid)},
        note=note,
        x=Axis(-2, 102, TICKS, title=_("share of the customers who bought something")),
        y=Axis(-2, 104, TICKS, title=_("share of %(value)s") % {"value": value_words(pyramid.run.set)}),
        series=tuple(_series(pyramid.tiers, shown, names)),
        lines=(*_cut_lines(pyramid.tiers), *_curve_lines(places)),
        texts=tuple(_cut_texts(pyramid.tiers)),
        height=380,
        margins=Margins(left=64, right=40, top=12, bottom=48),
    )


def _series(tiers: Sequence[Tier], shown: Sequence[Marked], names: Mapping[int, Named | About]) -> Iterator[Series]:
    before, after = reverse("account", args=[0]).split("0")  # one address for all: making each costs more than its mark
    for order, tier in enumerate(tiers):
        marks = tuple(
            Mark(
                mark.of_customers,
                mark.of_value,
                f"{names[mark.stand.account].name}\n{number(mark.number)}. · {number(mark.of_value, 1)}{NARROW}%",
                address=f"{before}{mark.stand.account}{after}",
            )
            for mark in shown
            if mark.stand.tier == tier.pk
        )
        if marks:
            ink, shape = LOOKS[order % len(LOOKS)]
            yield Series(tier.name, ink, shape, marks, size=9)


def _cut_lines(tiers: Sequence[Tier]) -> Iterator[Line]:
    for tier in tiers:
        if tier.cut is not None:
            yield Line((-2, float(tier.cut)), (102, float(tier.cut)), Ink.QUIET, 1, dashed=True)


def _cut_texts(tiers: Sequence[Tier]) -> Iterator[Text]:
    for tier in tiers:
        if tier.cut is not None:
            yield Text(102, float(tier.cut), tier.name, right=6, anchor="start", bold=True)


def _curve_lines(places: Sequence[tuple[float, float]]) -> Iterator[Line]:
    for start, end in pairwise(places):
        yield Line(start, end, Ink.QUIET, 1.5)


def tier_gets(tier: Tier) -> list[str]:
    """What an account of the class gets, a few words each."""
    said = []
    if tier.contact_ideal and tier.contact_latest:
        days = {"ideal": number(tier.contact_ideal), "latest": number(tier.contact_latest)}
        said.append(_("contact every %(ideal)s days, after %(latest)s at the latest") % days)
    said.append(str(tier.get_plan_display()).lower())
    if tier.review_months:
        months = {"count": number(tier.review_months)}
        said.append(ngettext("review every month", "review every %(count)s months", tier.review_months) % months)
    if tier.budget is not None:
        said.append(_("budget %(amount)s a year") % {"amount": number(tier.budget)})
    return said


def class_words(known: Class) -> list[str]:
    """Why an account has its class: since when, who decided, its place, the cuts around it, what it waits for."""
    standing, override = known.standing, known.override
    words = [_("Since %(month)s.") % {"month": month(known.since)}] if known.since else []
    if override and known.is_decided:
        told = {"name": override.owner, "day": day(override.expires), "reason": override.reason}
        words.append(_("%(name)s decided it against the rule, until %(day)s: %(reason)s") % told)
    elif override:
        words.append(_("The decision of %(name)s has expired.") % {"name": override.owner})
    return [*words, *_standing_words(standing)] if standing else words


def _standing_words(standing: TierStanding) -> Iterator[str]:
    tier_set = standing.run.set
    if standing.value <= 0:
        yield (
            _("It has bought nothing in the months counted.")
            if standing.revenue == 0
            else _("It was credited more than it bought in the months counted.")
        )
    elif standing.place == 1:
        yield _("No customer is larger.")
    else:
        told = {"place": number(standing.place), "share": f"{number(standing.percent_before, 1)} %"}
        told["value"] = value_words(tier_set)
        yield _("Place %(place)s: larger customers give %(share)s of %(value)s.") % told
    yield from _cut_words(standing)
    if standing.heading:
        told = {"name": standing.heading.name, "runs": number(standing.runs), "all": number(tier_set.lasting)}
        yield _("It is on its way to class %(name)s: due in %(runs)s of %(all)s runs in a row.") % told
    elif standing.cause == TierStanding.Cause.BAND:
        yield _("It is beyond the cut, but inside the band around it, so it stays.")


def _cut_words(standing: Any) -> Iterator[str]:
    """Of the class the rule gives it; a standing of a story knows the cut above."""
    tier, cut_above = standing.rule_tier, standing.cut_above
    told = {"name": tier.name}
    if cut_above is not None and tier.cut is not None:
        told |= {"from": number(cut_above, 1), "to": number(tier.cut, 1), "band": number(tier.band, 1)}
        yield _("By the rule class %(name)s reaches from %(from)s %% to %(to)s %%, ± %(band)s.") % told
    elif tier.cut is not None:
        told |= {"to": number(tier.cut, 1), "band": number(tier.band, 1)}
        yield _("By the rule class %(name)s reaches to %(to)s %%, ± %(band)s.") % told
    elif cut_above is not None:
        told |= {"from": number(cut_above, 1), "band": number(standing.band_above, 1)}
        yield _("By the rule class %(name)s begins at %(from)s %%, ± %(band)s.") % told
