"""Numbers, months and truths as people write them in spreadsheets: '1 234,50', '(1,234.50)', 'mars 2026', 'ja'."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

SPACES = re.compile("[\\s\u00a0\u202f\u2007\u2008\u2009'\u2019]+")
MINUS = "-\u2212\u2013"
MONEY_WORDS = re.compile("^(?:nok|sek|dkk|eur|usd|gbp|kr\\.?|[€$£])|(?:nok|sek|dkk|eur|usd|gbp|kr\\.?|[€$£])$")
GROUPED = re.compile(r"\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*|\d*")
SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e[+-]?\d{1,3}")
LARGEST = Decimal(10) ** 13
CENT = Decimal("0.01")

YEARS = range(1990, 2101)
EXCEL_EPOCH = date(1899, 12, 30)
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/.](\d{1,2})(?:[t ].*)?)?|(\d{4})m?(\d{2})(\d{2})?")
MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: .*)?")
DAY, MONTH = "day", "month"  # which stands first
NAMED = re.compile(r"(?:\d{1,2}\.?[ -])?([a-zæøåä]{3,9})\.?[ /-]?'?(\d{4}|\d{2})|(\d{4})[ -]([a-zæøåä]{3,9})\.?")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
NAMES = {
    name[:length]: number
    for number, names in enumerate(
        (
            "januar january januari", "februar february februari", "mars march marts märz", "april", "mai may maj",
            "juni june", "juli july", "august augusti", "september", "oktober october", "november", "desember december",
        ),
        1,
    )
    for name in names.split()
    for length in range(3, len(name) + 1)
}  # fmt: skip
TRUTHS = {
    **dict.fromkeys(("1", "yes", "y", "ja", "j", "true", "sann", "x", "recurring", "gjentakende", "løpende"), True),
    **dict.fromkeys(("", "0", "no", "n", "nei", "false", "usann", "one-off", "one off", "engangs", "engang"), False),
}


class NotWritten(ValueError):
    """The text is no number, month or truth; `code` says which, or that it could be read in two ways."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# --- numbers ----------------------------------------------------------------------------------------------------------
def amount(text: str, mark: str = "") -> Decimal:
    """Money with two decimals. `mark` is the decimal mark of its column, see `decimal_mark`.

    '1,234' alone is read as thousands when nothing else in the column says otherwise, and refused when the column
    speaks for both. Raises NotWritten: not_a_number, ambiguous_number, too_large.
    """
    body, negative = unsigned(text)
    if SCIENTIFIC.fullmatch(body):
        value = Decimal(body)
    else:
        own = clear_mark(body) or (mark if mark in (",", ".") else "")
        if mark == "?" and not clear_mark(body) and ("," in body or "." in body):
            raise NotWritten("ambiguous_number")
        whole, fraction = split(body, own)
        value = Decimal(re.sub("[ .,]", "", whole) or "0") + (Decimal(f"0.{fraction}") if fraction else 0)
    if value >= LARGEST:
        raise NotWritten("too_large")
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    return -rounded if negative and rounded else rounded


def split(body: str, mark: str) -> tuple[str, str]:
    """Whole part and fraction, checked: groups of three, one kind of separator between them."""
    whole, fraction = body, ""
    if mark and body.count(mark) == 1:
        whole, fraction = body.split(mark)
        if not fraction.isdecimal():
            raise NotWritten("not_a_number")
    if not GROUPED.fullmatch(whole) or not (whole or fraction):
        raise NotWritten("not_a_number")
    return whole, fraction


def unsigned(text: str) -> tuple[str, bool]:
    """The bare digits and separators, and whether they are below zero: by a minus on either side, or in brackets."""
    body, negative = SPACES.sub(" ", text).strip().lower(), False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1].strip(), True
    body = MONEY_WORDS.sub("", body).strip().removesuffix(",-").removesuffix(",–")
    if body[:1] and body[0] in MINUS:
        body, negative = body[1:].strip(), True
    elif body[:1] == "+":
        body = body[1:].strip()
    elif body[-1:] and body[-1] in MINUS:
        body, negative = body[:-1].strip(), True
    body = MONEY_WORDS.sub("", body).strip()
    if not (body.isascii() and re.fullmatch(r"[\d., ]+|\d[\d.]*e[+-]?\d+", body)):
        raise NotWritten("not_a_number")
    return body, negative


def clear_mark(body: str) -> str:
    """The decimal mark that this number alone gives away, or nothing: '1,234' may be either."""
    if "," in body and "." in body:
        return "," if body.rindex(",") > body.rindex(".") else "."
    for mark, other in ((",", "."), (".", ",")):
        if body.count(mark) > 1:
            return other
        if mark in body:
            before, after = body.split(mark)
            if len(after) != 3 or " " in before or len(before) > 3 or before.startswith("0") or not before:
                return mark
    return ""


def decimal_mark(texts: Iterable[str]) -> str:
    """What a column writes before its decimals: ',' or '.', '' when none of its numbers tells, '?' when they differ."""
    found = set()
    for text in texts:
        try:
            found.add(clear_mark(unsigned(text)[0]))
        except NotWritten:
            continue
    found.discard("")
    return found.pop() if len(found) == 1 else "?" if found else ""


# --- months -----------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=2048)
def month(text: str, order: str = "") -> date:
    """The first day of the month that is written: a month, or any day in it; also Excel's count of days.

    `order` is that of day and month in its column, see `day_order`; without it '03/04/2026' is refused.
    Raises NotWritten: not_a_month, ambiguous_month, year_out_of_range.
    """
    bare = SPACES.sub(" ", text).strip().lower()
    try:
        year, number, day = numbered(bare, order) or named(bare) or serial(bare)
        found = date(year, number, day)
    except ValueError as error:
        raise error if isinstance(error, NotWritten) else NotWritten("not_a_month") from error
    if found.year not in YEARS:
        raise NotWritten("year_out_of_range")
    return found.replace(day=1)


def numbered(text: str, order: str) -> tuple[int, int, int] | None:
    if found := YEAR_FIRST.fullmatch(text):
        year, number, day, bare_year, bare_number, bare_day = found.groups()
        return int(year or bare_year), int(number or bare_number), int(day or bare_day or 1)
    if found := MONTH_FIRST.fullmatch(text):
        return int(found[2]), int(found[1]), 1
    if found := DAY_FIRST.fullmatch(text):
        first, sign, second, year = int(found[1]), found[2], int(found[3]), century(found[4])
        clear = DAY if sign != "/" or first == second else clear_order(first, second)
        if not (clear or order in (DAY, MONTH)):
            raise NotWritten("ambiguous_month")
        return (year, first, second) if (clear or order) == MONTH else (year, second, first)
    return None


def clear_order(first: int, second: int) -> str:
    """What stands first in '31/10' and in '10/31'; nothing in '03/04'."""
    return DAY if first > 12 else MONTH if second > 12 else ""


def day_order(texts: Iterable[str]) -> str:
    """What a column writes first, the day or the month, '' when none of its dates tells, '?' when they differ."""
    dates = filter(None, (DAY_FIRST.fullmatch(text.strip()) for text in texts))
    found = {clear_order(int(date[1]), int(date[3])) for date in dates if date[2] == "/"} - {""}
    return found.pop() if len(found) == 1 else "?" if found else ""


def named(text: str) -> tuple[int, int, int] | None:
    """English, Norwegian, Swedish and Danish months, whole or shortened; 'market 25' is none."""
    found = NAMED.fullmatch(text)
    if not found:
        return None
    name, year = found[1] or found[4], found[2] or found[3]
    number = NAMES.get(name)
    return (century(year), number, 1) if number else None


def serial(text: str) -> tuple[int, int, int]:
    found = SERIAL.fullmatch(text)
    if not found:
        raise NotWritten("not_a_month")
    day = EXCEL_EPOCH + timedelta(days=int(found[1]))
    return day.year, day.month, day.day


def century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


# --- truths -----------------------------------------------------------------------------------------------------------
def truth(text: str) -> bool:
    """Yes or no; an empty cell is no. Raises NotWritten: not_yes_or_no."""
    try:
        return TRUTHS[" ".join(text.split()).lower()]
    except KeyError:
        raise NotWritten("not_yes_or_no") from None
