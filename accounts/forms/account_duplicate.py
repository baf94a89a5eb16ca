"""Accounts that may be the one somebody is about to enter a second time, told as far as the reader may know."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from accounts.domain.organisation_number import NotAnOrganisationNumber, normalised
from accounts.models import Account, User
from accounts.models.account import AccountQuerySet

ELSEWHERE = _("An account with this organisation number exists in another unit.")
KNOWN = _("%(name)s has this organisation number.")


@dataclass
class Duplicates:
    """What is like a name, and what has an organisation number. `itself` is the account being edited, if any."""

    reader: User
    name: str
    number: str
    country: str
    itself: int | None = None

    def __bool__(self) -> bool:
        return bool(self.alike or self.same_number)

    @property
    def others(self) -> AccountQuerySet:
        known = Account.objects.filter(deleted_at=None)
        return known.exclude(pk=self.itself) if self.itself else known

    @cached_property
    def alike(self) -> list[int]:
        return self.others.resembling(self.name)

    @cached_property
    def same_number(self) -> Account | None:
        try:
            number = normalised(self.number, self.country)
        except NotAnOrganisationNumber:
            return None
        return self.others.filter(country=self.country, organisation_number=number).first() if number else None

    @cached_property
    def seen(self) -> list[Account]:
        """Those the reader may know by name."""
        wanted = [*self.alike, *([self.same_number.pk] if self.same_number else [])]
        visible = Account.objects.visible_to(self.reader).select_related("unit", "owner").in_bulk(wanted)
        return [visible[pk] for pk in dict.fromkeys(wanted) if pk in visible]

    @property
    def exist_elsewhere(self) -> bool:
        """Of the others the reader learns nothing but that they exist."""
        return len({*self.alike, *([self.same_number.pk] if self.same_number else [])}) > len(self.seen)

    @property
    def number_error(self) -> str | None:
        """Why the organisation number cannot be saved."""
        if not self.same_number:
            return None
        if self.same_number in self.seen:
            return str(KNOWN % {"name": self.same_number.name})
        return str(ELSEWHERE)
