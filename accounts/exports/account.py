"""Accounts as a table for spreadsheets: what the list shows, and the rest of what an account is."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Account, Industry, User
from accounts.models.account import AccountQuerySet
from accounts.models.tier_official import class_name
from kamplan import world
from kamplan.exports import Column, Kind, Table


def account_table(accounts: AccountQuerySet, *, reader: User) -> Table:
    """In the order of the list. A parent group the reader may not see is left out."""
    parents = Account.objects.visible_to(reader).order_by().filter(pk=OuterRef("parent_id")).values("name")[:1]
    columns: dict[Any, Column] = {
        "name": Column(_("Name")),
        "organisation_number": Column(_("Organisation number")),
        "status": Column(_("Status")),
        "status_date": Column(_("Since"), Kind.DATE),
        "status_reason": Column(_("Reason")),
        "tier_name": Column(_("Class")),
        "unit__name": Column(_("Unit")),
        "owner__name": Column(_("Owner")),
        "sector": Column(_("Sector")),
        "industry": Column(_("Industry")),
        "region": Column(_("Region")),
        "country": Column(_("Country")),
        "parent_name": Column(_("Parent group")),
        "website": Column(_("Website")),
        "currency": Column(_("Currency")),
        "created_at": Column(_("Created"), Kind.MOMENT),
    }
    classes = class_name(timezone.localdate())
    rows = accounts.annotate(parent_name=Subquery(parents), tier_name=classes).values_list(*columns)
    return Table(_("Accounts"), tuple(columns.values()), worded(rows.iterator(chunk_size=2000), list(columns)))


def worded(rows: Iterator[Any], columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Codes become the words the reader knows them by."""
    known_words: dict[str, dict[str, Any]] = {
        "status": dict(Account.Status.choices),
        "sector": dict(Account.Sector.choices),
        "industry": dict(Industry.choices),
        "country": world.country_names(),
    }
    words = [known_words.get(column) for column in columns]
    for row in rows:
        yield tuple(known.get(value, value) if known else value for value, known in zip(row, words, strict=True))
