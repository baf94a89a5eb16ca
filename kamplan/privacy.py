"""The register of personal data: each field of each table is declared, personal or not.

An app declares its own in a `privacy.py`, read when Django is ready. Export and erasure go by this register alone,
so a field that is not declared cannot slip past them; a house test refuses undeclared fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Level(StrEnum):
    """Protection level: the higher, the more harm a leak does."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


@dataclass(frozen=True)
class Personal:
    """Why we hold a field about a person, whose it is, how long, and how well it is guarded."""

    model: type[models.Model]
    field: str
    subject: str
    purpose: str
    retention: str
    level: Level


_personal: dict[tuple[type[models.Model], str], Personal] = {}
_impersonal: set[tuple[type[models.Model], str]] = set()


def declare(model: type[models.Model], *fields: str, subject: str, purpose: str, retention: str, level: Level) -> None:
    """These fields say something about a person."""
    for field in fields:
        model._meta.get_field(field)
        _personal[model, field] = Personal(model, field, subject, purpose, retention, level)


def declare_impersonal(model: type[models.Model], *fields: str) -> None:
    """These fields say nothing about a person."""
    for field in fields:
        model._meta.get_field(field)
        _impersonal.add((model, field))


def register() -> Iterator[Personal]:
    yield from _personal.values()


def undeclared(model: type[models.Model]) -> list[str]:
    """The columns of a model nobody has said anything about."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if (model, field.name) not in _personal and (model, field.name) not in _impersonal
    ]
