"""Columns the database sorts and searches by, filled from the text they stand for."""

import unicodedata
from datetime import date
from typing import Any

from django.db import models

NORDIC = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})  # the three signs after z in every encoding


def folded(text: str) -> str:
    """Case and accents removed, except that æ ø å stay letters of their own: 'Épée Åse' -> 'epee åse'."""
    kept = text.casefold().replace("å", "\0a").replace("ö", "ø").replace("ä", "æ")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(sign))
    return " ".join(plain.replace("\0a", "å").split())


def sort_key(text: str) -> str:
    """What byte order sorts as a Norwegian reader does: a..z, æ, ø, å."""
    return folded(text).translate(NORDIC)


class DerivedField(models.CharField):  # type: ignore[type-arg]
    """A text column computed from others of the same row at every save."""

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = sources
        super().__init__(*args, **{"max_length": 500, "editable": False, "default": "", **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def derive(self, texts: list[str]) -> str:
        return " ".join(texts)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.derive([str(getattr(model_instance, source) or "") for source in self.sources])
        value = value[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"  # bytes, so that both databases sort alike and LIKE 'x%' uses the index
        return parameters


class SortKeyField(DerivedField):
    """Sorts as a Norwegian reader expects, in both databases."""

    def derive(self, texts: list[str]) -> str:
        return sort_key(" ".join(texts))


class SearchKeyField(DerivedField):
    """Finds 'TROMSØ' for 'tromsø' in both databases."""

    def derive(self, texts: list[str]) -> str:
        return folded(" ".join(filter(None, texts)))


class MonthField(models.DateField):  # type: ignore[type-arg]
    """A month, kept as its first day, whichever day of it is given."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        return None if day is None else day.replace(day=1)

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))
