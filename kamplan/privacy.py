"""The register of personal data: each column of each table is declared: whose it is, why, how long, how guarded.

An app declares its tables in its `privacy.py`, read when Django is ready. Export and erasure go by this register alone,
so a field that is not declared cannot slip past them; a house test refuses undeclared fields.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Words = Any  # text that is translated when somebody reads it
Model = type[models.Model]
Rows = models.QuerySet[Any]


class Level(StrEnum):
    """Protection level: the higher, the more harm a leak does."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


@dataclass(frozen=True)
class Subject:
    """A kind of person."""

    slug: str
    name: Words


@dataclass(frozen=True)
class Erasure:
    """What becomes of a person's rows in a table, in words and in deed."""

    outcome: Words
    act: Callable[[Rows], object]
    leaves_untouched: bool = False


REMOVED = Erasure(_("Removed"), lambda rows: rows.delete())


def kept(why: Words) -> Erasure:
    """The row stays; it says nothing about the person once the other tables are done."""
    return Erasure(why, lambda rows: None, leaves_untouched=True)


@dataclass(frozen=True)
class Holding:
    """Where a table holds one kind of person: the way from a row to the person, and why the columns are there."""

    model: Model
    what: Words
    fields: tuple[str, ...]
    subject: Subject
    whose: str | Callable[[list[Any]], Rows]
    purpose: Words
    basis: Words
    retention: Words
    level: Level
    erasure: Erasure
    secrets: tuple[str, ...] = ()  # columns that are held, and shown to nobody

    @property
    def is_signature(self) -> bool:
        """Nothing but a pointer: the person wrote, owned or deleted something that is about others."""
        return self.fields == (self.whose,)

    def rows(self, keys: Iterable[Any]) -> Rows:
        """The rows about the persons with these keys."""
        if callable(self.whose):
            return self.whose(list(keys))
        return self.model._default_manager.filter(**{f"{self.whose}__in": list(keys)})


@dataclass(frozen=True)
class Text:
    """A free text about something else, in which a writer may have named anybody."""

    model: Model
    what: Words
    field: str
    retention: Words


@dataclass(frozen=True)
class Content:
    """Files, in the database or beside it, that are searched for a person's name and addresses, and removed whole."""

    what: Words
    find: Callable[[list[str]], list[Any]]
    remove: Callable[[list[Any]], object]


_holdings: list[Holding] = []
_histories: list[Holding] = []
_texts: list[Text] = []
_contents: list[Content] = []
_searched: set[tuple[Model, str]] = set()
_impersonal: set[tuple[Model, str]] = set()


def declare(model: Model, *fields: str, **terms: Any) -> None:
    """These fields say something about the person that `whose` leads to; the terms are those of a Holding."""
    _holdings.append(Holding(model=model, fields=_existing(model, fields), **terms))


def declare_text(model: Model, *fields: str, what: Words, retention: Words) -> None:
    """Texts in which a person's name and e-mail address are looked for, and replaced when the person is erased."""
    _texts.extend(Text(model, what, field, retention) for field in _existing(model, fields))


def declare_content(
    what: Words,
    *,
    find: Callable[[list[str]], list[Any]],
    remove: Callable[[list[Any]], object],
    columns: Iterable[tuple[Model, str]] = (),
) -> None:
    """Files, or columns as free as files, that may name a person."""
    _contents.append(Content(what, find, remove))
    _searched.update(columns)


def declare_impersonal(model: Model, *fields: str) -> None:
    """These fields say nothing about a person."""
    _impersonal.update((model, field) for field in _existing(model, fields))


def declare_history(model: Model, *, what: Words, **author: Any) -> None:
    """The history of a table holds what the table holds, for as long, and who changed it."""
    history = model.history.model  # type: ignore[attr-defined]
    columns = {field.name for field in history._meta.concrete_fields}
    what = format_lazy("{} ({})", what, _("earlier versions"))
    for holding in [known for known in _holdings if known.model is model]:
        fields = tuple(field for field in holding.fields if field in columns)
        whose = "id" if holding.whose == "pk" else holding.whose
        erasure = holding.erasure if holding.erasure.leaves_untouched else REMOVED
        if fields:
            _histories.append(replace(holding, model=history, what=what, fields=fields, whose=whose, erasure=erasure))
    for text in [known for known in _texts if known.model is model and known.field in columns]:
        _texts.append(replace(text, model=history, what=what))
    declare_impersonal(history, *(field for known, field in list(_impersonal) if known is model and field in columns))
    declare_impersonal(history, "history_id", "history_date", "history_change_reason", "history_type")
    _histories.append(Holding(model=history, what=what, fields=("history_user",), whose="history_user", **author))


def _existing(model: Model, fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(model._meta.get_field(field).name for field in fields)


def holdings(subject: Subject | None = None) -> Iterator[Holding]:
    """All that is declared, or what is held about one kind of person; histories last."""
    return (known for known in (*_holdings, *_histories) if subject is None or known.subject == subject)


def in_order_of_erasure(subject: Subject) -> list[Holding]:
    """What points at a person before the person; histories last, for a removal still writes into them."""
    own = [known for known in _holdings if known.subject == subject]
    return [*reversed(own), *(known for known in _histories if known.subject == subject)]


def texts() -> Iterator[Text]:
    yield from _texts


def contents() -> Iterator[Content]:
    yield from _contents


def undeclared(model: Model) -> list[str]:
    """The columns of a model nobody has said anything about."""
    declared = {field for known in holdings() if known.model is model for field in known.fields}
    declared |= {text.field for text in _texts if text.model is model}
    declared |= {field for known, field in _impersonal | _searched if known is model}
    return [field.name for field in model._meta.concrete_fields if field.name not in declared]
