"""Which accounts are seen: asked every time, and taken apart again only when the answer is another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from accounts.models.account import AccountQuerySet
from accounts.models.rows import joined, statement
from kamplan.unchanged import text_of

CHOICES_KEPT = 16


@dataclass(frozen=True, eq=False)
class Seen:
    """Some accounts by name, each with its owner. As long as these are the same it is the same object."""

    owners: Mapping[int, int]


def seen_of(accounts: AccountQuerySet) -> Seen:
    """One query. The answer is one text: ten thousand rows would take twice as long to be handed over."""
    asked = statement(accounts.order_by("sort_key", "pk").values_list("pk", "owner_id"))
    if asked is None:
        return _seen("")
    sql, given = asked
    both = f"{joined('pk')} || ';' || {joined('owner_id')}"
    return _seen(text_of((f"SELECT {both} FROM ({sql}) AS seen", given)))  # noqa: S608 - no word of it comes from outside


# --- kept for the last choices ----------------------------------------------------------------------------------------
@lru_cache(maxsize=CHOICES_KEPT)
def _seen(answer: str) -> Seen:
    pks, _, owners = answer.partition(";")
    return Seen(dict(zip(numbers(pks), numbers(owners), strict=True)))


def numbers(joined: str) -> list[int]:
    return [int(each) for each in joined.split(",")] if joined else []
