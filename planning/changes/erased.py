"""The list of erasures, kept beside the database: a restored backup brings persons back, this takes them out again."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from kamplan.privacy import Subject
from planning.changes.privacy import StillNeeded, erase
from planning.models import PrivacyRequest
from planning.models.person import NAMES, Person
from planning.models.privacy import SUBJECTS, Keys, hash_of


def list_of_erasures() -> Path:
    return Path(settings.VAR) / "erasures.jsonl"


def mark(row: Any) -> str:
    """Tells a row from another that got its number later, without telling who it is about."""
    return hash_of(f"{row.pk} {getattr(row, 'created_at', row)}")


def erase_and_note(*, person: Person, request: PrivacyRequest, by: Any, now: datetime) -> None:
    """Erase, and write down which rows: numbers and keyed hashes, no name."""
    line = {"at": now.isoformat(), "subject": request.subject_hash, "rows": marks(person)}
    erase(person=person, request=request, by=by, now=now)
    with list_of_erasures().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def marks(person: Person) -> dict[str, list[list[Any]]]:
    return {
        slug: [[row.pk, mark(row)] for row in rows_of(SUBJECTS[slug], keys)]
        for slug, keys in person.keys.items()
        if keys
    }


def rows_of(subject: Subject, keys: list[int]) -> Iterator[Any]:
    model, _columns = NAMES[subject]
    yield from model._default_manager.filter(pk__in=keys)


def erase_again(*, now: datetime) -> tuple[int, int]:
    """Go through the list after a restore. Returns how many persons were erased, and how many still own accounts."""
    done = refused = 0
    for line in list_of_erasures().read_text(encoding="utf-8").splitlines() if list_of_erasures().exists() else ():
        noted = json.loads(line)
        person = Person(still_there(noted["rows"]))
        if any(person.keys.values()):
            request = PrivacyRequest.objects.create(subject_hash=noted["subject"], found=person.keys)
            try:
                erase(person=person, request=request, by=None, now=now)
                done += 1
            except StillNeeded:
                refused += 1
    return done, refused


def still_there(noted: dict[str, list[list[Any]]]) -> Keys:
    """The rows of then: those of the same number and mark. An erased user's row stays; its address tells."""
    found: Keys = {}
    for slug, rows in noted.items():
        marks_of = dict(map(tuple, rows))
        found[slug] = [
            row.pk
            for row in rows_of(SUBJECTS[slug], list(marks_of))
            if mark(row) == marks_of[row.pk] and not getattr(row, "email", "").endswith("@erased.invalid")
        ]
    return found
