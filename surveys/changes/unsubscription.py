"""Changes to unsubscriptions: an address that wants no more surveys, and one that wants them again."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare

from surveys.models import Unsubscription
from surveys.models.invitation import keyed

HASH_LENGTH = 43
PROOF_LENGTH = 22  # 132 bits: a link that is no longer than it must be
AT_ONCE = 500  # addresses looked up by one query


def unsubscribe_token(email: str) -> str:
    """The secret of an unsubscribe link. It names nobody, needs no table, and holds when the person has been erased."""
    address_hash = Unsubscription.hash_of(email)
    return address_hash + proof_of(address_hash)


def proof_of(address_hash: str, *, key: str | None = None) -> str:
    return keyed("unsubscribe", address_hash, key=key)[:PROOF_LENGTH]


def keys() -> list[str]:
    """The link key, and those it has replaced."""
    return [settings.LINK_KEY, *settings.OLD_LINK_KEYS]


def address_hash_of(token: str) -> str | None:
    """Whom the link is about, if this site made it."""
    address_hash, proof = token[:HASH_LENGTH], token[HASH_LENGTH:]
    ours = [constant_time_compare(proof, proof_of(address_hash, key=key)) for key in keys()]
    return address_hash if any(ours) else None


def unsubscribe(*, address_hash: str) -> None:
    Unsubscription.objects.bulk_create([Unsubscription(address_hash=address_hash)], ignore_conflicts=True)


def subscribe_again(*, address_hash: str) -> None:
    Unsubscription.objects.filter(address_hash=address_hash).delete()


def unsubscribed_among(emails: Iterable[str]) -> set[str]:
    """Which of the addresses want no more surveys."""
    hashes = {email: {Unsubscription.hash_of(email, key=key) for key in keys()} for email in emails}
    sought = [each for known in hashes.values() for each in known]
    found: set[str] = set()
    for start in range(0, len(sought), AT_ONCE):
        rows = Unsubscription.objects.filter(address_hash__in=sought[start : start + AT_ONCE])
        found.update(rows.values_list("address_hash", flat=True))
    return {email for email, known in hashes.items() if known & found}


def is_unsubscribed(address_hash: str) -> bool:
    return Unsubscription.objects.filter(address_hash=address_hash).exists()
