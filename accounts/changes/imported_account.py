"""Which account a row of a file means: by organisation number, then by exact name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from accounts.domain.organisation_number import NotAnOrganisationNumber, normalised
from accounts.models.account import AccountQuerySet
from kamplan.fields import sort_key

CHUNK = 400


@dataclass(frozen=True, slots=True)
class Named:
    pk: int
    name: str
    currency: str
    number: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    code: str
    value: str


Asked = tuple[str, str]  # name and organisation number, as written


def accounts_named(asked: Iterable[Asked], accounts: AccountQuerySet) -> dict[Asked, Named | Unmatched]:
    """`accounts` are those that may be meant. Where the column of names holds a number, that is understood too."""
    wanted = list(asked)
    by_number, by_name = looked_up(wanted, accounts)
    return {each: matched(*each, by_number, by_name) for each in wanted}


def matched(
    name: str, number: str, by_number: dict[str, list[Named]], by_name: dict[str, list[Named]]
) -> Named | Unmatched:
    for written in filter(None, (number, name)):
        found = by_number.get(bare(written), [])
        if len(found) == 1:
            return found[0]
        if found:
            return Unmatched("ambiguous_account", written)
    found = by_name.get(sort_key(name), []) if name else []
    exact = [account for account in found if account.name == name]
    found = exact if len(exact) == 1 else found
    if len(found) == 1 and not (number and found[0].number):
        return found[0]
    if len(found) == 1:
        return Unmatched("other_number", number)
    if not (name or number):
        return Unmatched("missing", "")
    return Unmatched("ambiguous_account" if found else "unknown_account", name or number)


def looked_up(wanted: list[Asked], accounts: AccountQuerySet) -> tuple[dict[str, list[Named]], dict[str, list[Named]]]:
    numbers = sorted({bare(text) for each in wanted for text in each if text})
    names = sorted({sort_key(name) for name, _number in wanted if name})
    by_number, by_name = defaultdict(list), defaultdict(list)
    seen = set()
    for some in (Q(organisation_number__in=part) for part in chunks(numbers)):
        for account in rows(accounts.filter(some)):
            by_number[account.number].append(account)
    for some in (Q(sort_key__in=part) for part in chunks(names)):
        for account in rows(accounts.filter(some)):
            if account.pk not in seen:
                by_name[sort_key(account.name)].append(account)
                seen.add(account.pk)
    return by_number, by_name


def rows(accounts: AccountQuerySet) -> Iterator[Named]:
    for row in accounts.order_by("pk").values_list("pk", "name", "currency", "organisation_number"):
        yield Named(*row)


def chunks(texts: list[str]) -> Iterator[list[str]]:
    return (texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK))


def bare(number: str) -> str:
    """As numbers are kept: Norwegian ones without anything around, others with their spaces in order."""
    try:
        return normalised(number, "NO")
    except NotAnOrganisationNumber:
        return " ".join(number.split()).upper()
