"""Files with one row for each respondent, as survey tools export them, turned into one row for each rating."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from surveys.domain.answer_words import COLUMNS, DIMENSIONS

Row: TypeAlias = tuple[int, Sequence[str]]

LONGEST_NAME = 200  # characters of a column's name that are looked at
ADDED = ("criterion", "dimension", "rating")
_WORDS = "|".join(DIMENSIONS)
_BETWEEN = r"[\s:;,._/|()\[\]–—-]+"
_LAST = re.compile(rf"(?P<criterion>.*\w.*?){_BETWEEN}(?P<dimension>{_WORDS})[)\]]?", re.IGNORECASE)
_FIRST = re.compile(rf"(?P<dimension>{_WORDS}){_BETWEEN}(?P<criterion>.*\w.*?)", re.IGNORECASE)


def rated_columns(heading: Sequence[str]) -> dict[int, tuple[str, str]]:
    """{place: (criterion, dimension)} of the columns that hold ratings; empty when the file has one row per rating.

    Such a column is named by criterion and dimension: "Trust importance", "Performance: Trust", "trust_viktighet".
    """
    texts = [" ".join(cell.split()) if len(cell) <= LONGEST_NAME else "" for cell in heading]
    if any(COLUMNS.get(text.casefold()) in ADDED for text in texts):
        return {}
    found = {place: _LAST.fullmatch(text) or _FIRST.fullmatch(text) for place, text in enumerate(texts)}
    return {place: (match["criterion"].strip(" ([_"), match["dimension"]) for place, match in found.items() if match}


def tall_heading(heading: Sequence[str], rated: Mapping[int, tuple[str, str]]) -> list[str]:
    """The heading of what `tall_rows` yields."""
    return [*(cell for place, cell in enumerate(heading) if place not in rated), *ADDED]


def tall_rows(heading: Sequence[str], rows: Iterable[Row], rated: Mapping[int, tuple[str, str]]) -> Iterator[Row]:
    """One row for each rating, under its line number in the file; what stands right of the heading stays there."""
    import pandas

    filled = [(line, list(cells)) for line, cells in rows if any(cell.strip() for cell in cells)]
    width = len(heading)
    table = pandas.DataFrame(
        [(cells + [""] * width)[:width] for _, cells in filled],
        index=[line for line, _ in filled],
        columns=range(width),
        dtype=object,
    )
    kept = [place for place in range(width) if place not in rated]
    tall = table.melt(id_vars=kept, var_name="place", value_name="rating", ignore_index=False).sort_index(kind="stable")
    extra = {line: cells[width:] for line, cells in filled if len(cells) > width}
    for line, *cells, place, rating in tall.itertuples(name=None):
        yield line, [*cells, *rated[place], rating, *extra.pop(line, [])]
