"""Everything that was ever found out or assumed about an account's worth, and by whom."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from accounts.models.worth import KamEffort, WalletRank, WorthTerms
from accounts.models.worth_switching import SwitchingLine
from kamplan import trace

MOST = 200


class Chapter(NamedTuple):
    model: Any
    label: Any
    subject: Callable[[Any], str]
    also_read: tuple[str, ...] = ()


CHAPTERS = (
    Chapter(SwitchingLine, _("Switching cost"), lambda version: version.description),
    Chapter(WalletRank, _("Place among suppliers"), lambda version: str(version.area), ("area",)),
    Chapter(KamEffort, _("Effort"), lambda version: str(version.year)),
    Chapter(WorthTerms, _("What is assumed"), lambda version: ""),
)


def worth_history(account: Account) -> list[trace.Entry]:
    """The newest first; a query for each of the four chapters."""
    told = [entry for chapter in CHAPTERS for entry in entries(chapter, account)]
    return sorted(told, key=lambda entry: entry.when, reverse=True)[:MOST]


def entries(chapter: Chapter, account: Account) -> list[trace.Entry]:
    rows = chapter.model.history.filter(account=account).select_related("history_user", *chapter.also_read)
    versions = list(rows.order_by("history_date", "history_id"))
    before: dict[Any, Any] = {}
    told = []
    for version in versions:
        entry = trace.entry(version, before.get(version.id), None)
        subject = f"{chapter.label}: {chapter.subject(version)}".removesuffix(": ")
        told.append(replace(entry, about=subject))
        before[version.id] = version
    return told
