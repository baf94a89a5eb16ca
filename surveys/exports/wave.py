"""Waves as a table for spreadsheets: a row for each criterion and wave, and for each change, exact."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kamplan.exports import Column as Heading
from kamplan.exports import Kind, Table
from surveys.charts.words import COLUMNS, Names
from surveys.domain.wave import Column, CriterionWaves


def waves_table(rows: Sequence[CriterionWaves], names: Names, titles: Sequence[str]) -> Table:
    columns = [Heading(_("Criterion")), Heading(_("Wave")), Heading(_("n"), Kind.NUMBER, 0)]
    for name in map(str, COLUMNS.values()):
        ends = (_("%(figure)s, 95 % from"), _("%(figure)s, 95 % to"))
        columns.append(Heading(name, Kind.NUMBER, 2))
        columns += [Heading(end.replace("%(figure)s", name), Kind.NUMBER, 2) for end in ends]
    columns.append(Heading(_("Remark")))
    return Table(title=_("Waves"), columns=columns, rows=_lines(rows, names, titles))


def _lines(rows: Sequence[CriterionWaves], names: Names, titles: Sequence[str]) -> Iterator[list[Any]]:
    for row in rows:
        for title, result in zip(titles, row.results, strict=True):
            start = [names[row.criterion], title]
            if result is None or result.withheld:
                remark = _("not asked") if result is None else _("too few answers to be shown")
                yield [*start, *(None for _place in range(10)), remark]
                continue
            figures = (getattr(result, f"{column}_{end}") for column in Column for end in ("mean", "ci_low", "ci_high"))
            yield [*start, result.n, *figures, None]
        for title, changes in ((_("Change, everybody"), row.everybody), (_("Change, those in both"), row.in_both)):
            if changes:
                known = [changes.get(column) for column in Column]
                ends = ([each.mean, *(each.interval or (None, None))] if each else [None] * 3 for each in known)
                n = next(each.n for each in known if each)
                yield [names[row.criterion], title, n, *(value for three in ends for value in three), None]
