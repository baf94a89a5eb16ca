"""`manage.py key_accounts --format json`: the official list, and the decision behind each, for other programs."""

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.utils import timezone, translation

from accounts.domain.key_status import Due, due
from accounts.models import KeyStatus, KeyStatusRound
from accounts.models.tier_official import classes_of

DECIDED = ("act", "on", "by", "reason", "since", "kind", "follow_up")
SEEN = ("class_name", "class_month", "points_low", "points_high", "raters", "criteria")
BOUGHT = ("revenue", "currency", "through", "facts", "facts_left_out")
COLUMNS = (
    *("account", "account_id", "owner", "unit", "sector", "status", "class"),
    *DECIDED,
    *("follow_up_overdue", "round", "confirmed_in_round"),
    *(f"{name}_then" for name in (*SEEN, *BOUGHT)),
)


class Command(BaseCommand):
    help = (
        "Print the key accounts of the house, each with the decision that holds and what was known on its day. "
        "It only reads. Names and values are English whatever the language of the machine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def handle(self, *, format: str, **options: Any) -> None:
        today = timezone.localdate()
        with translation.override("en"):
            try:
                newest = KeyStatusRound.objects.newest()
                rows = list(rows_of(newest, today))
            except DatabaseError as error:
                raise CommandError(f"The database cannot be used: {error}. Has it been migrated?") from error
        if format == "json":
            # amounts become texts, so that no cent is lost on the way
            told = {"as_of": today, "round": round_of(newest), "key_accounts": rows}
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder))
        else:
            writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def rows_of(newest: KeyStatusRound | None, today: date) -> Iterator[dict[str, Any]]:
    """By name, without accounts that lie in the bin. What is not known is empty, never zero."""
    key = KeyStatus.objects.key().filter(account__deleted_at=None).told()
    statuses = list(key.order_by("account__sort_key", "account_id"))
    classes = classes_of((status.account_id for status in statuses), today)
    for status in statuses:
        account, seen = status.account, {f"{name}_then": getattr(status, name) for name in (*SEEN, *BOUGHT)}
        yield {
            "account": account.name,
            "account_id": account.pk,
            "owner": account.owner.name,
            "unit": account.unit.name,
            "sector": account.sector,
            "status": account.status,
            "class": classes.get(account.pk),
            **{name: getattr(status, name) for name in DECIDED},
            "by": status.by.name if status.by else None,
            "follow_up_overdue": status.follow_up is not None and due(status.follow_up, today) is Due.OVERDUE,
            "round": status.round.name if status.round else None,
            "confirmed_in_round": None if newest is None else not status.is_unseen_by(newest),
            **seen,
        }


def round_of(newest: KeyStatusRound | None) -> dict[str, Any] | None:
    """The one that key accounts are confirmed in now."""
    if newest is None:
        return None
    return {"number": newest.number, "name": newest.name, "opened_on": newest.opened_on, "until": newest.until}
