"""`manage.py survey_results SLUG --format csv|json`: what the page shows, unrounded, for other programs to read."""

import csv
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from surveys.domain.document import Value, criterion_fields, criterion_rows, document
from surveys.models import Survey


class Command(BaseCommand):
    help = "Print the results of a survey. Names and values are English whatever the language of the machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the survey's address: the last word of its page's")
        parser.add_argument("--format", choices=["csv", "json"], default="json")

    def handle(self, *, slug: str, format: str, **options: Any) -> None:
        try:
            survey = Survey.objects.kept().filter(slug=slug).first() if "\0" not in slug else None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}. Has it been migrated?") from error
        if survey is None:
            raise CommandError(f"There is no survey with the address {slug!r}.")
        results = survey.results()
        if format == "json":
            self.stdout.write(json.dumps(document(results), indent=2))
        else:
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(criterion_fields(results))
            writer.writerows([written(value) for value in row.values()] for row in criterion_rows(results))


def written(value: Value) -> Value:
    """Truth as JSON writes it; what is not known is an empty cell."""
    return str(value).lower() if isinstance(value, bool) else value
