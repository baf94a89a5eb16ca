"""`manage.py import_answers FILE --title T`: a closed survey from a file of answers, or every reason why not."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.changes.unit import add_unit
from accounts.models import Account, Unit
from kamplan.spreadsheets import FROM_OPERATOR, Unreadable
from surveys.changes.answer_file import Reading, read_answers
from surveys.changes.survey import InvitedRefused, TitleRefused, slug_for, store_survey, unwatched
from surveys.domain.answer_file import Refusal
from surveys.domain.scale import Scale
from surveys.forms.problem import sentence
from surveys.forms.survey import MOST_INVITED
from surveys.models import Survey

PROBLEMS_SHOWN = 20


class Command(BaseCommand):
    help = "Make a closed survey of the answers in a CSV or XLSX file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="CSV or XLSX with the columns audience, respondent, criterion, dimension, rating and, maybe account",
        )
        parser.add_argument("--title", required=True, help="its title; the address is made of it")
        parser.add_argument("--scale", default="1-10", help="lowest and highest score (default: 1-10)")
        parser.add_argument("--invited", help="how many customers were asked, when it is known")
        parser.add_argument("--unit", help="the name of the unit it belongs to (default: the unit at the top)")
        parser.add_argument("--provenance", default="", help="where the answers come from, shown with the results")

    def handle(self, *, file: Path, title: str, unit: str | None, **options: Any) -> None:
        try:
            invited = number(options["invited"])
            slug_for(title)
            reading = read(file, scale(options["scale"]))
            with transaction.atomic():
                survey = store_survey(
                    title=checked_length(title, 150, "title"),
                    unit=unit_called(unit),
                    answers=reading.answers,
                    accounts=reading.accounts,
                    invited=invited,
                    provenance=checked_length(options["provenance"], 300, "provenance"),
                    by=None,
                    progress=self.tell if self.stderr.isatty() else unwatched,
                )
        except TitleRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except InvitedRefused as refusal:
            raise CommandError(f"--invited {invited}: {refusal}") from refusal
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}. Has it been migrated?") from error
        self.stdout.write(
            f"Made the survey {survey.slug}: {survey.tallies['answered']} customers,"
            f" {survey.tallies['seller_answered']} sellers, {len(reading.answers.criteria)} criteria,"
            f" {reading.answers.ratings} ratings."
        )
        self.stdout.write(settings.SITE_ADDRESS + reverse("survey", args=[survey.slug]))
        self.stdout.write(who_sees(survey) + (" Another unit is chosen with --unit NAME." if unit is None else ""))

    def tell(self, done: int, total: int) -> None:
        """To whoever is waiting at the terminal."""
        self.stderr.write(f"\rStored {done} of {total} respondents.", ending="\n" if done == total else "")


def who_sees(survey: Survey) -> str:
    """In a sentence, of a survey nobody signed in made: see `Survey.objects.visible_to`."""
    return (
        f"It belongs to the unit {survey.unit.name}:"
        " the directors, managers and key account managers of this unit and of those above it see it."
    )


def scale(text: str) -> Scale:
    try:
        return Scale.parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error


def number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and 0 < int(text) <= MOST_INVITED):
        raise CommandError(f"--invited is a whole number from 1 to {MOST_INVITED:,}, not {text[:40]!r}.")
    return int(text)


def checked_length(text: str, most: int, what: str) -> str:
    if len(text) > most or not text.isprintable():
        raise CommandError(f"The {what} may have at most {most} characters, and no control characters.")
    return text


def read(file: Path, scale: Scale) -> Reading:
    """The checked answers of the file, else one error with every line and reason."""
    try:
        with file.open("rb") as opened:
            content = opened.read(FROM_OPERATOR.size + 1)
        outcome = read_answers(
            content, scale=scale, accounts=Account.objects.filter(deleted_at=None), limits=FROM_OPERATOR
        )
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}") from error
    except (Unreadable, ValueError) as error:
        raise CommandError(f"{file}: {error}") from error
    if isinstance(outcome, Refusal):
        raise CommandError("\n".join([f"{file} is refused; nothing was stored.", *told(outcome)]))
    return outcome


def told(refusal: Refusal) -> list[str]:
    lines = [sentence(problem) for problem in refusal.problems[:PROBLEMS_SHOWN]]
    more = refusal.total - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def unit_called(name: str | None) -> Unit:
    """The unit of this name, else the first at the top; in an empty database one is made, so that work can begin."""
    if name is None:
        top = Unit.objects.filter(parent=None, is_demo=False).first() or Unit.objects.filter(parent=None).first()
        return top or add_unit(unit=Unit(name="kamplan", kind=Unit.Kind.GROUP), by=None)
    units = list(Unit.objects.filter(name=name)[:2])
    if len(units) != 1:
        raise CommandError(f"There {'are several units' if units else 'is no unit'} called {name!r}.")
    return units[0]
