"""Accounts: the customer organisations the supplier serves."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.domain import duplicates
from accounts.models.industry import Industry
from accounts.models.role import Role
from accounts.models.unit import Unit
from kamplan.fields import SearchKeyField, SortKeyField, folded

if TYPE_CHECKING:
    from accounts.models.user import User

COMPARED = 200  # so many rows at most are compared letter by letter with a new name
SEEING_ROLES = (Role.Kind.DIRECTOR, Role.Kind.MANAGER)


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, user: "User") -> "AccountQuerySet":
        """The only rule of sight: owner, team, and the directors and managers of the unit and of those above."""
        return self.filter(deleted_at=None).within_sight_of(user)

    def deleted_visible_to(self, user: "User") -> "AccountQuerySet":
        """What lies in the bin, by the same rule."""
        return self.exclude(deleted_at=None).within_sight_of(user)

    def within_sight_of(self, user: "User") -> "AccountQuerySet":
        if not user.has_role(*SEEING_ROLES):
            return self.filter(self.mine(user))
        # Who oversees units sees so much that walking the rows in order until a page is full takes a tenth of the time
        # of fetching them all. So each row is tested by itself, and "+ 0" hides the index of units from SQLite. Teams
        # are asked row by row too: PostgreSQL believes that it gathers a set of memberships anew for each row it walks.
        overseen = Q(unit_number__in=user.units_as(*SEEING_ROLES).values("pk"))
        own = Q(owner=user) | Exists(user.memberships.filter(account=OuterRef("pk")))
        return self.alias(unit_number=F("unit_id") + 0).filter(overseen | own)

    def mine(self, user: "User") -> Q:
        """What the user owns or serves as a member of the team.

        As one set of keys: PostgreSQL then fetches these few rows, where it would test two conditions on all there are.
        """
        owned = Account.objects.filter(owner=user).order_by().values("pk")
        return Q(pk__in=owned.union(user.memberships.order_by().values("account_id")))

    def matching(self, words: str) -> "AccountQuerySet":
        """Whose name, organisation number or region holds every word."""
        found = self
        for word in folded(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def deleted_before(self, moment: datetime) -> "AccountQuerySet":
        return self.filter(deleted_at__lt=moment)

    def resembling(self, name: str) -> list[int]:
        """The keys of the few accounts whose names are most alike, whoever may see them."""
        wanted = folded(name)
        hits = [Q(search_key__contains=stem) for stem in duplicates.stems(wanted)]
        if not hits:
            return []
        number_of_hits = sum((Case(When(hit, then=1), default=0) for hit in hits), Value(0))
        near = self.filter(reduce(or_, hits)).order_by(number_of_hits.desc(), "sort_key", "pk")[:COMPARED]
        candidates = [(pk, folded(known)) for pk, known in near.values_list("pk", "name")]
        return duplicates.alike(wanted, candidates)

    def for_reader(self, user: "User") -> "AccountQuerySet":
        """Each row knows whether the reader is on its team, so that nobody asks again."""
        return self.annotate(reader_on_team=Exists(user.memberships.filter(account=OuterRef("pk"))))


class Account(models.Model):
    """A customer organisation: what it is, who serves it and where it stands."""

    class Sector(models.TextChoices):
        PRIVATE = "private", _("Private sector")
        PUBLIC = "public", _("Public sector")

    class Status(models.TextChoices):
        PROSPECT = "prospect", _("Prospect")
        ACTIVE = "active", _("Active")
        LOST = "lost", _("Lost")

    name = models.CharField(_("name"), max_length=200)
    sort_key = SortKeyField(sources=("name",))
    search_key = SearchKeyField(sources=("name", "organisation_number", "region"))
    country = models.CharField(_("country"), max_length=2, default="NO")
    organisation_number = models.CharField(_("organisation number"), max_length=30, blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector, default=Sector.PRIVATE)
    industry = models.CharField(_("industry"), max_length=1, choices=Industry, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="accounts", verbose_name=_("unit"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_accounts", verbose_name=_("owner")
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="subsidiaries", verbose_name=_("parent group")
    )
    website = models.URLField(_("website"), blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="NOK")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROSPECT)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    status_date = models.DateField(_("since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    history = HistoricalRecords(excluded_fields=["sort_key", "search_key"])
    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = [
            models.CheckConstraint(name="account_sector_known", condition=Q(sector__in=["private", "public"])),
            models.CheckConstraint(name="account_status_known", condition=Q(status__in=["prospect", "active", "lost"])),
            models.CheckConstraint(
                name="account_lost_with_reason_and_date",
                condition=~Q(status="lost") | (~Q(status_reason="") & Q(status_date__isnull=False)),
            ),
            models.CheckConstraint(name="account_industry_known", condition=Q(industry__in=["", *Industry.values])),
            models.CheckConstraint(name="account_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="account_country_code", condition=Q(country__regex=r"^[A-Z]{2}$")),
            models.CheckConstraint(name="account_currency_code", condition=Q(currency__regex=r"^[A-Z]{3}$")),
            models.UniqueConstraint(
                name="account_organisation_number_once",
                fields=["country", "organisation_number"],
                condition=~Q(organisation_number="") & Q(deleted_at=None),
            ),
        ]
        # Each holds what decides who sees a row, so that counting and ordering read the index alone. SQLite does that
        # only when `deleted_at` stands in it too, although it is empty in every row the index has.
        indexes = [
            models.Index(name=name, fields=fields, condition=Q(deleted_at=None))
            for name, fields in {
                "account_by_name": ["sort_key", "id", "unit", "owner", "deleted_at"],
                "account_words_by_name": ["sort_key", "id", "search_key", "unit", "owner", "deleted_at"],
                "account_by_status": ["status", "sort_key", "id", "unit", "owner"],
                "account_by_region": ["region", "sort_key", "id", "unit", "owner"],
                "account_by_place": ["country", "region", "id", "unit", "owner"],
                "account_by_unit": ["unit", "owner"],
            }.items()
        ]

    def __str__(self) -> str:
        return self.name

    def relatives_visible_to(self, user: "User") -> list["Account"]:
        """Its parent and its subsidiaries, as far as the reader sees them.

        Found by key, then ordered here: SQLite would rather walk all accounts in the order asked for.
        """
        near = [*Account.objects.order_by().filter(parent=self.pk).values_list("pk", flat=True)]
        near += [self.parent_id] if self.parent_id else []
        if not near:
            return []
        seen = Account.objects.visible_to(user).order_by().filter(pk__in=near)
        return sorted(seen.only("name", "sort_key", "status", "parent"), key=lambda account: account.sort_key)

    def team(self) -> list[tuple[str, str]]:
        """(name, function) of its members, by name."""
        return list(self.members.values_list("user__name", "function"))

    def has_on_team(self, user: "User") -> bool:
        known: bool | None = getattr(self, "reader_on_team", None)  # see for_reader
        return known if known is not None else self.members.filter(user=user).exists()
