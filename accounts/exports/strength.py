"""The relative strength with an account as tables: factor by factor, and every rating behind it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.domain.strength import Pair
from accounts.models import WeighedFactor
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
    )
    rows = (
        (
            *(voice.rater, voice.on, voice.rival, voice.asked, voice.asked_on, factor.name, factor.weight),
            *voice.ratings.get(factor.slug, Pair()),
            voice.evidence.get(factor.slug, ""),
        )
        for voice in (result.voices if result else ())
        for factor in factors
    )
    return Table(_("Judgements"), columns, rows)
