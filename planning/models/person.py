"""Everything held about one person, by the register: rows, the texts that name them, the files they are in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Field, Model, Q, QuerySet

from accounts.models import Contact, User
from accounts.privacy import CONTACT, USER
from kamplan.privacy import Content, Holding, Text, contents, holdings, texts
from planning.models.privacy import SUBJECTS, Keys
from surveys.models import Answer, Comment, Invitation, Message, Respondent, Survey, Upload
from surveys.privacy import INVITED, RESPONDENT

NAMES = {
    CONTACT: (Contact, ("name", "email")),
    USER: (User, ("name", "email")),
    INVITED: (Invitation, ("name", "email")),
    RESPONDENT: (Respondent, ("label",)),
}
ANSWERED: dict[type[Model], str] = {
    Respondent: "survey",
    Answer: "respondent__survey",
    Comment: "respondent__survey",
    Upload: "survey",
}
ASKED: dict[type[Model], str] = {Invitation: "survey", Message: "invitation__survey"}


@dataclass(frozen=True)
class Held:
    """What one table holds about them."""

    holding: Holding
    rows: list[Model]

    @property
    def values(self) -> Iterator[list[tuple[Any, Any]]]:
        """Label and value of each declared column, row by row."""
        for row in self.rows:
            yield [(field.verbose_name, self.value(field, row)) for field in self.fields]

    @property
    def fields(self) -> list["Field[Any, Any]"]:
        return fields_of(self.holding)

    def value(self, field: "Field[Any, Any]", row: Model) -> Any:
        if field.name in self.holding.secrets:
            return "***"
        value = getattr(row, field.attname)
        if field.is_relation and value is not None:
            return str(getattr(row, field.name) or f"#{value}")
        return dict(field.flatchoices).get(value, value) if field.flatchoices else value


def fields_of(known: Holding) -> list["Field[Any, Any]"]:
    return [known.model._meta.get_field(name) for name in known.fields]  # type: ignore[misc]


def pointed_at(alike: Sequence[Holding]) -> list[str]:
    """The columns that point at other rows, whose names are told."""
    return [field.name for known in alike for field in fields_of(known) if field.is_relation]


@dataclass(frozen=True)
class Person:
    """One human being: the contacts, users and respondents they are.

    A `reader` who is a colleague rather than an administrator serving a request sees no more than elsewhere: the
    answers in surveys open to them, and neither texts nor files. What was promised to stay confidential is shown to
    nobody, and erased all the same. `at_hand` is the row of the person themselves where a door has fetched it.
    """

    keys: Keys
    reader: User | None = None
    at_hand: Model | None = None

    def held(self) -> list[Held]:
        """The rows about them, with what they point at. One query for each way to a table, whatever is declared there.

        Where they merely signed something that is about others, see `signed`.
        """
        asked = [(known, rows) for known, rows in self.found() if not known.is_signature]
        held = []
        for _way, told in groupby(asked, key=lambda each: (each[0].model, each[0].subject, each[0].whose)):
            declared, (found, *_same) = zip(*told, strict=True)
            rows = self.fetched(declared, found)
            held += [Held(known, rows) for known in declared if rows]
        return held

    def fetched(self, alike: Sequence[Holding], rows: "QuerySet[Any]") -> list[Model]:
        if self.at_hand and alike[0].model is type(self.at_hand) and alike[0].whose == "pk":
            return [self.at_hand]
        named = pointed_at(alike)
        return list((rows.select_related(*named) if named else rows).distinct())

    def signed(self) -> list[tuple[Holding, int]]:
        """In how many rows about something else they are named as owner or writer."""
        return [(known, n) for known, found in self.found() if known.is_signature and (n := found.count())]

    def found(self) -> Iterator[tuple[Holding, "QuerySet[Any]"]]:
        for slug, keys in self.keys.items():
            for known in holdings(SUBJECTS[slug]) if keys else ():
                rows = known.rows(keys)
                if known.model in ANSWERED:
                    named_ones = self.surveys().filter(mode=Survey.Mode.NAMED)
                    rows = rows.filter(**{f"{ANSWERED[known.model]}__in": named_ones})
                if known.model in ASKED and self.reader:
                    rows = rows.filter(**{f"{ASKED[known.model]}__in": self.surveys()})
                yield known, rows

    def surveys(self) -> "QuerySet[Survey]":
        """Those the reader sees. That somebody was asked is no secret to them; what was answered in confidence is."""
        return Survey.objects.visible_to(self.reader) if self.reader else Survey.objects.all()

    def words(self) -> list[str]:
        """Their names and addresses, today's and earlier ones, as far as theirs alone: 'Erik' says nothing."""
        if self.reader:
            return []
        found: set[str] = set()
        for subject, (model, columns) in NAMES.items():
            keys = self.keys.get(subject.slug, [])
            sources = [model._default_manager.filter(pk__in=keys)]
            if hasattr(model, "history"):
                sources.append(model.history.filter(id__in=keys))
            for rows in sources:
                for row in rows.values_list(*columns):
                    found.update(row)
        return sorted(word for word in found if " " in word.strip() or "@" in word)

    def mentions(self) -> list[tuple[Text, "QuerySet[Any]"]]:
        """Texts about something else that name them."""
        words = self.words()
        asked = [(text, naming(text.field, words)) for text in texts()] if words else []
        named_in = [(text, text.model._default_manager.filter(where)) for text, where in asked]
        return [(text, rows) for text, rows in named_in if rows.exists()]

    def files(self) -> list[tuple[Content, list[Any]]]:
        words = self.words()
        found = [(content, content.find(words)) for content in contents()] if words else []
        return [(content, keys) for content, keys in found if keys]


def naming(column: str, words: list[str]) -> Q:
    """SQLite folds the case of a to z only, so the usual spellings are asked for one by one; æ in JSON is \\u00e6."""
    asked = Q(pk__in=())
    for word in words:
        usual = {word, word.lower(), word.upper(), word.title()}
        for spelling in usual | {json.dumps(each).strip('"') for each in usual}:
            asked |= Q(**{f"{column}__icontains": spelling})
    return asked
