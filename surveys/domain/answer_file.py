"""A file of single answers, checked cell by cell: either a set of answers fit to be kept, or every reason why not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from surveys.domain.answer_set import AnswerSet, AnswerSheet
from surveys.domain.answer_words import AUDIENCES, COLUMNS, DIMENSIONS, REQUIRED
from surveys.domain.scale import Scale
from surveys.domain.slug import slug_of
from surveys.domain.tally import Audience, Dimension

LONGEST_TEXT = 100  # characters of a respondent, criterion or account
LONGEST_SLUG = 60  # characters of a criterion's slug
MOST_PROBLEMS = 100  # are listed; the rest are counted
LONGEST_SHOWN = 40  # characters of a refused value are repeated to the reader

Row: TypeAlias = tuple[int, Sequence[str]]
Word = TypeVar("Word", Audience, Dimension)

_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(?:[.,]0*)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse the file: `code` says which sentence, `params` what stands in it.

    The heading (line 1): no_heading, missing_column, repeated_column (value). The file: no_ratings.
    A cell: empty, too_long (longest), control_character, unknown_audience (value), unknown_dimension (value),
    no_slug (value: a criterion without a letter or digit), not_whole (value), outside_scale (value, low, high).
    A row: extra_cells (value), seller_performance.
    A row against an earlier one: repeated (first: its line), two_audiences and two_accounts (value, other, first).
    """

    line: int
    column: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first problems, in the order of the file, and how many there are in all."""

    problems: tuple[Problem, ...]
    total: int


def check_answers(
    heading: Sequence[str], rows: Iterable[Row], scale: Scale, aliases: Mapping[str, str] | None = None
) -> AnswerSet | Refusal:
    """Check the heading cells of a file and (line number in the file, cells) of every row below.

    Columns come in any order and case, in English or Norwegian: audience, respondent, criterion, dimension, rating and,
    if wanted, account; others are not read. A rating is a whole number of `scale` ("9", "9,0", "9.0"); a blank one is
    no answer and never a zero. A row without any text is passed over; missing cells at the end of a row are blank.
    Criteria are matched by slug; `aliases` {slug: slug} leads from other names of a criterion, such as its Norwegian
    one, to the slug it is known by.
    """
    check = _Check(scale, aliases or {})
    check.heading(heading)
    if not check.total:
        for line, cells in rows:
            check.row(line, cells)
    return check.outcome()


class _Check:
    """What has been read so far, and what was wrong with it."""

    def __init__(self, scale: Scale, aliases: Mapping[str, str]) -> None:
        self.scale, self.aliases = scale, aliases
        self.problems: list[Problem] = []
        self.total = self.given = self.blanks = self.width = 0
        self.places: dict[str, int] = {}
        self.ignored: tuple[str, ...] = ()
        self.sheets: dict[str, AnswerSheet] = {}
        self.criteria: dict[str, str] = {}
        self.slugs: dict[str, str] = {}

    def refuse(self, line: int, column: str, code: str, **params: str | int) -> None:
        self.total += 1
        if len(self.problems) < MOST_PROBLEMS:
            shown = {name: _shown(value) if isinstance(value, str) else value for name, value in params.items()}
            self.problems.append(Problem(line, column, code, shown))

    def outcome(self) -> AnswerSet | Refusal:
        if not self.total and not self.given:
            self.refuse(1, "rating", "no_ratings")
        if self.total:
            return Refusal(tuple(self.problems), self.total)
        sheets = tuple(sheet for sheet in self.sheets.values() if sheet.importance or sheet.performance)
        return AnswerSet(self.scale, sheets, self.criteria, self.given, self.blanks, self.ignored)

    def heading(self, heading: Sequence[str]) -> None:
        texts = [_text(cell.removeprefix("\ufeff")) for cell in heading]
        if not any(texts):
            return self.refuse(1, "", "no_heading")
        for place, text in enumerate(texts):
            name = COLUMNS.get(text.casefold())
            if name in self.places:
                self.refuse(1, name or "", "repeated_column", value=text)
            elif name:
                self.places[name] = place
        for name in REQUIRED:
            if name not in self.places:
                self.refuse(1, name, "missing_column")
        self.width = len(texts)
        self.ignored = tuple(_shown(text) for text in texts if text and text.casefold() not in COLUMNS)
        return None

    def row(self, line: int, cells: Sequence[str]) -> None:
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            return
        before = self.total
        if any(texts[self.width :]):
            self.refuse(line, "", "extra_cells", value=" ".join(texts[self.width :]).strip())
        texts += [""] * (self.width - len(texts))
        cell = {name: texts[place] for name, place in self.places.items()}
        audience = self.word(line, "audience", cell["audience"], AUDIENCES)
        dimension = self.word(line, "dimension", cell["dimension"], DIMENSIONS)
        respondent = self.text(line, "respondent", cell["respondent"])
        criterion = self.criterion(line, cell["criterion"])
        account = self.text(line, "account", cell["account"]) if cell.get("account") else ""
        rating = self.rating(line, cell["rating"])
        if audience and dimension and self.total == before:
            sheet = self.sheet(line, respondent, audience, account)
            self.keep(line, sheet, criterion, dimension, rating)

    def sheet(self, line: int, respondent: str, audience: Audience, account: str) -> AnswerSheet:
        """The respondent's sheet; a respondent belongs to one audience and to at most one account."""
        sheet = self.sheets.get(respondent)
        if sheet is None:
            sheet = self.sheets[respondent] = AnswerSheet(respondent, audience, line)
        if audience is not sheet.audience:
            self.refuse(line, "audience", "two_audiences", value=audience, other=sheet.audience, first=sheet.line)
        if account and not sheet.account:
            sheet.account, sheet.account_line = account, line
        elif account and account != sheet.account:
            self.refuse(line, "account", "two_accounts", value=account, other=sheet.account, first=sheet.account_line)
        return sheet

    def keep(self, line: int, sheet: AnswerSheet, criterion: str, dimension: Dimension, rating: int | None) -> None:
        question = criterion, dimension
        if rating is None:
            self.blanks += 1
        elif sheet.audience is Audience.SELLER and dimension is Dimension.PERFORMANCE:
            self.refuse(line, "dimension", "seller_performance")
        elif question in sheet.lines:
            self.refuse(line, "criterion", "repeated", first=sheet.lines[question])
        else:
            sheet.lines[question] = line
            sheet.ratings(dimension)[criterion] = rating
            self.given += 1

    def word(self, line: int, column: str, text: str, words: Mapping[str, Word]) -> Word | None:
        word = words.get(text) or words.get(text.casefold())
        if word is None:
            self.refuse(line, column, f"unknown_{column}" if text else "empty", **({"value": text} if text else {}))
        return word

    def text(self, line: int, column: str, text: str) -> str:
        if not text:
            self.refuse(line, column, "empty")
        elif len(text) > LONGEST_TEXT:
            self.refuse(line, column, "too_long", longest=LONGEST_TEXT)
        elif not text.isprintable() and any(_unfit(sign) for sign in text):
            self.refuse(line, column, "control_character")
        return text

    def criterion(self, line: int, text: str) -> str:
        """The slug of a criterion's name; worked out once for each way of writing it."""
        if text in self.slugs:
            return self.slugs[text]
        before = self.total
        self.text(line, "criterion", text)
        slug = slug_of(text, "_")
        slug = self.aliases.get(slug, slug)
        if self.total > before:
            return ""
        if not slug:
            self.refuse(line, "criterion", "no_slug", value=text)
        elif len(slug) > LONGEST_SLUG:
            self.refuse(line, "criterion", "too_long", longest=LONGEST_SLUG)
        else:
            self.slugs[text] = slug
            self.criteria.setdefault(slug, text)
        return slug

    def rating(self, line: int, text: str) -> int | None:
        if not text:
            return None
        written = _WHOLE.fullmatch(text)
        if written is None:
            self.refuse(line, "rating", "not_whole", value=text)
            return None
        rating = int(written[1])
        if rating not in self.scale:
            self.refuse(line, "rating", "outside_scale", value=text, low=self.scale.low, high=self.scale.high)
        return rating


def _text(cell: str) -> str:
    """The cell without white space around it, any white space in it (tabs, non-breaking ones) made one space."""
    return " ".join(cell.split())


def _unfit(sign: str) -> bool:
    """Control characters and halves of surrogate pairs: databases refuse them, terminals obey them."""
    return sign < " " or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff"


def _shown(text: str) -> str:
    """As much of a value as helps to find it, with nothing in it that would steer a terminal."""
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in short)
