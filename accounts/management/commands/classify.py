"""`manage.py classify --as-of DATE [--record] --format json`: every account's class, and why, for other programs."""

import csv
import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone, translation

from accounts.changes.tier import LaterOneRecorded, RecordedAlready, record_run
from accounts.domain.tier import last_full_month
from accounts.models import Account, TierRun, TierSet
from accounts.models.tier_judgement import Judgement, Verdict, judge

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
COLUMNS = ("account", "account_id", "value", "share_before", "class", "previous_class", "reason")


class Command(BaseCommand):
    help = (
        "Print the class of every account as of a day. Without --record it only reads. "
        "Names and values are English whatever the language of the machine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", help="a day as 2026-10-31; the last day of last month if left out")
        parser.add_argument("--record", action="store_true", help="keep it as the official run of the month")
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def handle(self, *, as_of: str | None, record: bool, format: str, **options: Any) -> None:
        day = day_of(as_of)
        with translation.override("en"):
            try:
                run, judgement = self.judged(day, record=record)
                rows = [row(verdict, names) for names in [names_of()] for verdict in judgement.verdicts]
            except DatabaseError as error:
                raise CommandError(f"The database cannot be used: {error}. Has it been migrated?") from error
        if format == "json":
            self.stdout.write(json.dumps(document(judgement, run, rows), indent=2, ensure_ascii=False))
        else:
            writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def judged(self, day: date, *, record: bool) -> tuple[TierRun | None, Judgement]:
        tier_set = TierSet.objects.active()
        if tier_set is None:
            raise CommandError("No tier set is in use. Prepare one and apply it on the page about classes.")
        if not record:
            return None, judge(tier_set, day)
        if day.replace(day=1) > timezone.localdate():
            raise CommandError(f"{day} lies in the future; a month that has not begun cannot be recorded.")
        try:
            return record_run(tier_set=tier_set, as_of=day, by=None)
        except RecordedAlready as known:
            raise CommandError(
                f"{day:%Y-%m} has been recorded already, as of {known.run.as_of}. Nothing was changed. "
                "To record it anew, take that run back first on the page about classes."
            ) from known
        except LaterOneRecorded as known:
            raise CommandError(
                f"{known.run.month:%Y-%m} has been recorded, so {day:%Y-%m} is history. Nothing was changed."
            ) from known


def day_of(text: str | None) -> date:
    if text is None:
        return last_full_month(timezone.localdate())
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a day. Write it as 2026-10-31.") from error
    if not EARLIEST <= day <= LATEST:
        raise CommandError(f"{day} lies outside {EARLIEST.year}-{LATEST.year}.")
    return day


def names_of() -> dict[int, str]:
    return dict(Account.objects.filter(deleted_at=None).order_by().values_list("pk", "name"))


def row(verdict: Verdict, names: dict[int, str]) -> dict[str, Any]:
    """Numbers are rounded to the cent and to ten decimals only here, when they are written."""
    return {
        "account": names.get(verdict.account, ""),
        "account_id": verdict.account,
        "value": round(float(verdict.value), 2),
        "share_before": round(float(verdict.before), 10),
        "class": verdict.tier.name,
        "previous_class": verdict.previous.name if verdict.previous else None,
        "reason": reason(verdict),
    }


def reason(verdict: Verdict) -> str:
    words = [str(verdict.cause.value)]
    if verdict.override:
        kept = verdict.override
        words = [f"decided by {kept.owner}: {kept.reason} (until {kept.expires}; the rule says {verdict.rule_tier})"]
    elif verdict.heading:
        words = [f"{words[0]} ({verdict.heading} in {verdict.runs} of {verdict.tier.set.lasting} runs)"]
    if verdict.revenue == 0:
        words.append("no sales")
    elif verdict.value <= 0:
        words.append("credited more than sold" if verdict.revenue < 0 else "worth nothing")
    return "; ".join(words)


def document(judgement: Judgement, run: TierRun | None, rows: list[dict[str, Any]]) -> dict[str, Any]:
    tier_set, figures = judgement.tier_set, judgement.figures
    return {
        "as_of": judgement.as_of.isoformat(),
        "recorded": run is not None,
        "set": tier_set.name,
        "basis": tier_set.basis,
        "months": tier_set.months,
        "currency": settings.CURRENCY,
        "facts": figures.facts,
        "facts_without_rate": figures.without_rate,
        "facts_without_margin": figures.without_margin,
        "accounts": rows,
    }
