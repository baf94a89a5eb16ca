"""What a file on its way in would do: rows that are new, changed or refused, and why."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: the field it lies in, the kind of reason, and the value or line it is about.

    Where each month has a column of its own, `column` is its name.
    """

    field: str
    code: str
    value: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    line: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """A row that would be made or changed: words to know it by, its values before (if there are any) and after."""

    line: int
    words: tuple[str, ...]
    key: Any
    after: dict[str, Any]
    before: dict[str, Any] | None = None
    row: int | None = None


@dataclass
class Plan:
    """What a file would do. `unknown` are names that could be made on the way; `twice` counts rows alike in key."""

    heading: list[str]
    new: list[Staged] = field(default_factory=list)
    changed: list[Staged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0
    unknown: list[str] = field(default_factory=list)
    twice: int = 0
