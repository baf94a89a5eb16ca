"""Attractiveness as tables: the ranking, one account criterion by criterion, every rating and every total."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from accounts.charts.attractiveness import flags, raters_words
from accounts.domain.attractiveness import Attractiveness, Gap
from accounts.domain.attractiveness_raters import Combined
from accounts.models import Assessment, CriteriaSet, WeighedCriterion
from accounts.models.attractiveness_ranking import Ranked
from accounts.models.attractiveness_result import Result
from kamplan.exports import Column, Kind, Table


def ranking_table(criteria_set: CriteriaSet, ranked: Sequence[Ranked]) -> Table:
    """The most attractive first, as the page shows them; a criterion has the mean of its ratings."""
    criteria = criteria_set.ordered()
    columns = (
        Column(_("Place"), Kind.NUMBER),
        Column(_("Account")),
        Column(_("Raters"), Kind.NUMBER),
        Column(_("Total, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Total, highest possible"), Kind.NUMBER, decimals=2),
        Column(_("Percent, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Percent, highest possible"), Kind.NUMBER, decimals=2),
        Column(_("Lowest rater"), Kind.NUMBER, decimals=2),
        Column(_("Highest rater"), Kind.NUMBER, decimals=2),
        Column(_("To know")),
        *(Column(f"{each.name} ({each.weight.normalize():f})", Kind.NUMBER, decimals=2) for each in criteria),
        Column(_("Owner")),
        Column(_("Unit")),
        Column(_("Criteria")),
    )
    rows = (
        (
            *(each.place, each.account.name, found.n, float(found.low), float(found.high)),
            *(*map(float, found.percent), float(found.least), float(found.most)),
            "; ".join(flags(found, criteria)),
            *(None if part.mean is None else float(part.mean) for part in each.parts),
            *(each.account.owner, each.account.unit, str(criteria_set)),
        )
        for each in ranked
        for found in (each.combined,)
    )
    return Table(_("Attractiveness"), columns, rows)


def criteria_table(criteria: Sequence[WeighedCriterion], result: Result | None) -> Table:
    """By the means of the raters, as the account's page shows them, and what each criterion could still add."""
    columns = (
        *(Column(_("Criterion")), Column(_("Weight"), Kind.NUMBER, decimals=2), Column(_("Minimum"), Kind.NUMBER)),
        Column(_("Raters"), Kind.NUMBER),
        *(Column(_("Mean"), Kind.NUMBER, decimals=2), Column(_("Lowest rating"), Kind.NUMBER)),
        *(Column(_("Highest rating"), Kind.NUMBER), Column(_("Points"), Kind.NUMBER, decimals=2)),
        *(
            Column(heading, Kind.NUMBER, decimals=2)
            for heading in (_("One step up gives"), _("All the way up gives"), _("Missing ratings leave open"))
        ),
    )
    rows = (
        (
            *(criterion.name, criterion.weight, criterion.minimum),
            *(part.n, part.shown, part.least, part.most, float(part.points)),
            *(float(points) for points in (lever.step, lever.room, lever.open)),
        )
        for criterion, part, lever in (zip(criteria, result.parts, result.levers, strict=True) if result else ())
    )
    return Table(_("Attractiveness"), columns, rows)


def ratings_table(criteria_set: CriteriaSet, results: Sequence[Result]) -> Table:
    """Each rating that counts, with who gave it and what speaks for it."""
    columns = (
        *(Column(_("Account")), Column(_("Rater")), Column(_("On"), Kind.DATE), Column(_("Criterion"))),
        *(Column(_("Weight"), Kind.NUMBER, decimals=2), Column(_("Rating"), Kind.NUMBER)),
        *(Column(_("Not applicable")), Column(_("Evidence"))),
    )
    rows = (
        (
            *(each.account.name, voice.rater, voice.on, criterion.name, criterion.weight),
            given if isinstance(given := voice.given.get(criterion.slug), int) else None,
            given is Gap.NOT_APPLICABLE,
            voice.evidence.get(criterion.slug, ""),
        )
        for each in results
        for voice in each.voices
        for criterion in criteria_set.ordered()
    )
    return Table(_("Ratings"), columns, rows)


def totals_table(
    criteria_set: CriteriaSet, result: Result | None, said: Sequence[tuple[Assessment, Attractiveness]]
) -> Table:
    """What the raters come to together, then every assessment there ever was by the weights of its own day."""
    columns = (
        *(Column(_("Rater")), Column(_("On"), Kind.DATE), Column(_("Criteria"))),
        Column(_("Total, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Total, highest possible"), Kind.NUMBER, decimals=2),
        Column(_("Percent, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Percent, highest possible"), Kind.NUMBER, decimals=2),
        Column(_("Lowest rater"), Kind.NUMBER, decimals=2),
        Column(_("Highest rater"), Kind.NUMBER, decimals=2),
        Column(_("To know")),
    )
    rows: list[tuple[object, ...]] = []
    if result and (found := result.combined):
        about = (raters_words(found.n), None, str(criteria_set))
        to_know = "; ".join(flags(found, criteria_set.ordered()))
        rows.append((*about, *ends(found), *written(found.least, found.most), to_know))
    rows += [(row.rater.name, row.on, str(row.set), *ends(total), None, None, "") for row, total in said]
    return Table(_("What it comes to"), columns, rows)


def ends(found: Attractiveness | Combined) -> list[float | None]:
    """The total and its per cent, each lowest and highest possible."""
    return written(found.low, found.high, *(found.percent or (None, None)))


def written(*points: Fraction | None) -> list[float | None]:
    return [None if each is None else float(each) for each in points]
