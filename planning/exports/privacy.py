"""The register as the table of GDPR art. 30, and what is held about one person as a document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kamplan import formats
from kamplan.exports import Column, Table
from kamplan.privacy import holdings, texts
from planning.models.person import Held, Person


@dataclass
class Line:
    """One line of the register: tables that hold the same kind of person for the same reason, as long."""

    whats: list[str]
    fields: list[str]
    subjects: list[str]
    purpose: str
    basis: str
    retention: str
    level: str
    outcome: str

    @property
    def what(self) -> str:
        return ", ".join(self.whats)

    @property
    def subject(self) -> str:
        return ", ".join(self.subjects)

    @property
    def terms(self) -> tuple[str, ...]:
        return self.subject, self.purpose, self.basis, self.retention, self.level, self.outcome


def register_lines() -> list[Line]:
    lines: dict[Any, Line] = {}
    for what, fields, subject, terms in declared():
        line = lines.setdefault(terms, Line([], [], [], *terms))
        line.whats += [what] if what not in line.whats else []
        line.fields += [field for field in fields if field not in line.fields]
        line.subjects += [subject] if subject not in line.subjects else []
    return list(lines.values())


def declared() -> Iterator[tuple[str, tuple[str, ...], str, tuple[str, ...]]]:
    """What, columns, whose; and the terms that lines of the register share."""
    for known in holdings():
        said = (known.purpose, known.basis, known.retention, known.level, known.erasure.outcome)
        yield str(known.what), known.fields, str(known.subject.name), tuple(map(str, said))
    for text in texts():
        terms = (
            _("Free text about the matter itself"),
            _("Legitimate interest, GDPR art. 6 (1) f"),
            text.retention,
            "P3",
            _("Name and e-mail address replaced"),
        )
        yield str(text.what), (text.field,), _("Anybody a text mentions"), tuple(map(str, terms))


def register_table() -> Table:
    headings = (
        _("Where"), _("Columns"), _("Whose"), _("Purpose"), _("Legal basis"), _("Kept"), _("Protection level"),
        _("When erased"), _("Recipients"), _("Outside the EEA"),
    )  # fmt: skip
    inside = (_("Users with access to the account or unit"), _("No"))
    rows = [(line.what, ", ".join(line.fields), *line.terms, *inside) for line in register_lines()]
    return Table(title=_("Register of personal data"), columns=tuple(map(Column, headings)), rows=rows)


# --- one person -------------------------------------------------------------------------------------------------------
def document(person: Person, *, made_at: datetime) -> dict[str, Any]:
    """Everything held about them, for machines and for patient readers; column names are those of the database."""
    return {
        "made_at": made_at.isoformat(),
        "held": [table(held) for held in person.held()],
        "signed": [{"what": str(known.what), "column": known.fields[0], "rows": n} for known, n in person.signed()],
        "mentioned_in": [
            {"what": str(text.what), "column": text.field, "rows": rows.count()} for text, rows in person.mentions()
        ],
        "files_naming": [{"what": str(content.what), "files": len(found)} for content, found in person.files()],
    }


def table(held: Held) -> dict[str, Any]:
    known = held.holding
    return {
        "what": str(known.what),
        "purpose": str(known.purpose),
        "legal_basis": str(known.basis),
        "kept": str(known.retention),
        "rows": [
            {**since(row), **{field.name: machine_value(held.value(field, row)) for field in held.fields}}
            for row in held.rows
        ],
    }


def since(row: Any) -> dict[str, str]:
    """When an earlier version was saved."""
    saved = getattr(row, "history_date", None)
    return {"history_date": saved.isoformat()} if saved else {}


def machine_value(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case list() | dict():
            return value
    return str(value)


def readable(person: Person) -> Iterable[dict[str, Any]]:
    """The same for people: one block per table."""
    for held in person.held():
        rows = [
            (getattr(row, "history_date", None), [(capfirst(_(str(label))), shown(value)) for label, value in pairs])
            for row, pairs in zip(held.rows, held.values, strict=True)
        ]
        yield {"what": held.holding.what, "purpose": held.holding.purpose, "kept": held.holding.retention, "rows": rows}


def shown(value: Any) -> Any:
    """A value as pages show it."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return formats.moment(value)
        case date():
            return formats.day(value)
    return value
