"""The relative strength with an account as tables: factor by factor, every rating, what each judgement comes to."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.charts.attractiveness import raters_words
from accounts.charts.strength import asked_words
from accounts.domain.strength import Pair, Strength
from accounts.models import FactorSet, StrengthJudgement, WeighedFactor
from accounts.models.strength_result import StrengthResult
from kamplan.exports import Column, Kind, Table


def factors_table(factors: Sequence[WeighedFactor], result: StrengthResult | None) -> Table:
    """By the means of the raters, as the page shows them; the leads add up to the relative strength."""
    columns = (
        *(Column(_("Factor")), Column(_("Weight"), Kind.NUMBER, decimals=2)),
        *(Column(heading, Kind.NUMBER, decimals=2) for heading in (_("We"), _("The rival"), _("Lead"))),
        *(Column(_("One step up gives"), Kind.NUMBER, decimals=2), Column(_("Ratings"), Kind.NUMBER)),
    )
    rows = (
        (
            *(factor.name, factor.weight),
            *(None if value is None else float(value) for value in (lever.own, lever.rival, lever.lead, lever.step)),
            lever.n,
        )
        for factor, lever in (zip(factors, result.levers, strict=True) if result else ())
    )
    return Table(_("Relative strength"), columns, rows)


def judgements_table(factors: Sequence[WeighedFactor], result: StrengthResult | None) -> Table:
    """Each rating that counts, with who gave it, what speaks for it, and whether the customer was asked."""
    columns = (
        *(Column(_("Rater")), Column(_("On"), Kind.DATE), Column(_("Best rival"))),
        *(Column(_("Asked the customer")), Column(_("Asked on"), Kind.DATE)),
        *(Column(_("Factor")), Column(_("Weight"), Kind.NUMBER, decimals=2)),
        *(Column(_("We"), Kind.NUMBER), Column(_("The rival"), Kind.NUMBER), Column(_("Evidence"))),
        Column(_("Our price, where the rival’s is 100"), Kind.NUMBER),
    )
    rows = (
        (
            *(voice.rater, voice.on, voice.rival, voice.asked, voice.asked_on, factor.name, factor.weight),
            *voice.ratings.get(factor.slug, Pair()),
            *(voice.evidence.get(factor.slug, ""), voice.price),
        )
        for voice in (result.voices if result else ())
        for factor in factors
    )
    return Table(_("Judgements"), columns, rows)


def strengths_table(
    factor_set: FactorSet | None, result: StrengthResult | None, said: Sequence[tuple[StrengthJudgement, Strength]]
) -> Table:
    """What the raters come to together, then every judgement there ever was by the weights of its own day."""
    columns = (
        *(Column(_("Rater")), Column(_("On"), Kind.DATE), Column(_("Factors")), Column(_("Best rival"))),
        *(Column(_("Asked the customer")), Column(_("Asked on"), Kind.DATE)),
        *(Column(heading, Kind.NUMBER, decimals=2) for heading in ends_headings()),
        *(Column(heading, Kind.NUMBER, decimals=2) for heading in (_("Lowest rater"), _("Highest rater"))),
        Column(_("Our price, where the rival’s is 100"), Kind.NUMBER, decimals=1),
    )
    rows: list[tuple[object, ...]] = []
    if factor_set and result:
        found = result.combined
        together = (raters_words(found.n), None, str(factor_set), ", ".join(result.rivals), asked_words(result), None)
        price = None if result.price is None else float(result.price)
        rows.append((*together, *ends(found), float(found.least), float(found.most), price))
    for row, strength in said:
        about = (row.rater.name, row.on, str(row.set), row.rival, row.asked, row.asked_on)
        rows.append((*about, *ends(strength), None, None, row.price))
    return Table(_("What it comes to"), columns, rows)


def ends_headings() -> tuple[str, ...]:
    return (
        *(_("Relative strength, lowest possible"), _("Relative strength, highest possible")),
        *(_("We, lowest possible"), _("We, highest possible")),
        *(_("The rival, lowest possible"), _("The rival, highest possible")),
        *(_("Ratio, lowest possible"), _("Ratio, highest possible")),
    )


def ends(found: Strength) -> list[float]:
    """The lowest and the highest possible of each heading."""
    return [float(end) for span in (found.relative, found.own, found.rival, found.ratio) for end in span]
