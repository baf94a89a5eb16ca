"""Recipients: whom a survey is sent to, read from lines as people paste them or from the rows of a file."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from surveys.domain.answer_file import Problem
from surveys.domain.answer_words import AUDIENCES
from surveys.domain.recipient_words import COLUMNS, LANGUAGES

LONGEST_NAME = 150
LONGEST_ACCOUNT = 200
LONGEST_ADDRESS, LONGEST_LOCAL_PART = 254, 64
LONGEST_SHOWN = 60  # characters of a refused value are repeated to the reader
SEPARATORS = "\t;,"  # in the order in which they are looked for
ORDER = ("name", "account", "language")  # of what stands beside the address, where there is no heading

Cells: TypeAlias = Mapping[str, str]

_BRACKETED = re.compile(r"([^<>]*)<([^<>]*)>")
_AFTER = re.compile(rf"\s*?[{SEPARATORS}]\s*?|\s+")  # one separator: what is left empty behind it stays a cell
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to be asked. `language` is en or nb, `audience` customer or seller, `email` in small letters."""

    name: str
    email: str
    language: str
    audience: str
    account_id: int | None = None
    contact_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says of one person: the address is sound, and what the line leaves out is empty."""

    line: int
    email: str
    name: str = ""
    account: str = ""
    language: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The persons of a list in its order, and why other lines were refused.

    Problems, besides those of a file of answers: no_address (value), several_addresses, not_an_address (value),
    unknown_language (value), extra_cells (value).
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_list(text: str) -> Listing:
    """Read one person, or several with an address each, from every line; blank lines are passed over.

    A line is `Name <address>`, `address`, or cells between tabs, semicolons or commas: name, address, account,
    language. A first line that names its columns says which stands where.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    places: dict[str, int] = {}
    written = [(number, line) for number, line in enumerate(_lines(text), start=1) if line.strip()]
    for place, (number, line) in enumerate(written):
        cells = _cells(line)
        if place == 0 and (places := _heading(cells)):
            continue
        try:
            found = [_under(places, cells)] if places else _persons(line, cells)
            entries += [_entry(number, person) for person in found]
        except _Refused as refused:
            problems.append(Problem(number, refused.column, refused.code, refused.params))
    return Listing(tuple(entries), tuple(problems))


def as_lines(rows: Iterable[tuple[int, Sequence[str]]]) -> str:
    """The rows of a file, given with their line numbers, as lines of the same numbers that `read_list` understands."""
    lines: list[str] = []
    for number, cells in rows:
        lines += [""] * (number - 1 - len(lines))
        lines.append("\t".join(_quoted(" ".join(cell.split())) for cell in cells).rstrip("\t"))
    return "\n".join(lines).rstrip("\n")


def address(text: str) -> str | None:
    """An e-mail address that can be written to, in small letters, its domain as the network spells it; else None."""
    local, at, domain = _plain(text).lower().removeprefix("mailto:").rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    found = f"{local}{at}{domain}"
    sound = _LOCAL_PART.fullmatch(local) and len(local) <= LONGEST_LOCAL_PART and _DOMAIN.fullmatch(domain)
    return found if sound and len(found) <= LONGEST_ADDRESS else None


class _Refused(Exception):
    """A line that cannot be used, with the code and the words of the reason."""

    def __init__(self, column: str, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.column, self.code = column, code
        self.params = {name: _shown(value) if isinstance(value, str) else value for name, value in params.items()}


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")


def _cells(line: str) -> list[str]:
    separator = next((sign for sign in SEPARATORS if sign in line), "\t")
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=separator != "\t"), [])
    except csv.Error:
        cells = [line]
    return [_plain(cell) for cell in cells]


def _heading(cells: Sequence[str]) -> dict[str, int]:
    """The place of each column, when the cells are a heading."""
    known = [COLUMNS.get(cell.casefold(), "") for cell in cells]
    places = {name: place for place, name in reversed(list(enumerate(known))) if name}
    return places if "email" in places else {}


def _under(places: Mapping[str, int], cells: Sequence[str]) -> Cells:
    """The cells by the names of their columns."""
    cell = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    names = [cell.pop(part, "") for part in ("first_name", "last_name")]
    return {"name": " ".join(filter(None, names)), **{column: text for column, text in cell.items() if text}}


def _persons(line: str, cells: Sequence[str]) -> list[Cells]:
    """Who stands on a line without a heading above it."""
    if bracketed := list(_BRACKETED.finditer(line)):
        rest = _cells(_AFTER.sub("", line[bracketed[-1].end() :], count=1))
        if len(bracketed) > 1 and any(rest):
            raise _Refused("", "several_addresses")
        persons = [{"name": _unquoted(match[1]), "email": match[2]} for match in bracketed]
        return [{**_beside(rest, ORDER[1:]), **persons[0]}] if len(persons) == 1 else list(persons)
    addresses = [cell for cell in cells if "@" in cell]
    others = [cell for cell in cells if "@" not in cell]
    if not addresses:
        raise _Refused("email", "no_address", value=line)
    if len(addresses) == 1:
        return [{"email": addresses[0], **_beside(others, ORDER)}]
    if any(others):
        raise _Refused("", "several_addresses")
    return [{"email": each} for each in addresses]


def _unquoted(text: str) -> str:
    text = text.strip(f" {SEPARATORS}")
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _beside(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    if extra := " ".join(cells[len(columns) :]).strip():
        raise _Refused("", "extra_cells", value=extra)
    return dict(zip(columns, cells, strict=False))


def _entry(line: int, cells: Cells) -> Entry:
    """The person of these cells. Raises _Refused for the first that is unsound."""
    written = cells.get("email", "")
    if not written.strip():
        raise _Refused("email", "no_address", value=" ".join(cells.values()))
    email = address(written)
    if email is None:
        raise _Refused("email", "not_an_address", value=written)
    return Entry(
        line=line,
        email=email,
        name=_text("name", cells, LONGEST_NAME),
        account=_text("account", cells, LONGEST_ACCOUNT),
        language=_word("language", cells, LANGUAGES),
        audience=_word("audience", cells, AUDIENCES),
    )


def _text(column: str, cells: Cells, longest: int) -> str:
    text = _plain(cells.get(column, ""))
    if len(text) > longest:
        raise _Refused(column, "too_long", longest=longest)
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") for sign in text):
        raise _Refused(column, "control_character")
    return text


def _word(column: str, cells: Cells, words: Mapping[str, str]) -> str:
    text = cells.get(column, "").casefold()
    if text and text not in words:
        raise _Refused(column, f"unknown_{column}", value=text)
    return str(words.get(text, ""))


def _plain(text: str) -> str:
    """White space made single spaces; invisible marks, which come along when one copies, left out."""
    return " ".join("".join(sign for sign in text if unicodedata.category(sign) != "Cf").split())


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _shown(text: str) -> str:
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in short)


def repeated(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
    """Each person that stands in the list a second time, and the line of the first."""
    lines: dict[str, int] = {}
    for entry in entries:
        if entry.email in lines:
            yield entry, lines[entry.email]
        lines.setdefault(entry.email, entry.line)
