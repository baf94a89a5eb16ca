"""Contacts: the persons at a customer."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.domain import phone
from accounts.models.account import SEEING_ROLES, Account
from kamplan.fields import SearchKeyField, SortKeyField, folded, sort_key

if TYPE_CHECKING:
    from accounts.models.user import User


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: "User") -> "ContactQuerySet":
        """Who sees the account sees its contacts."""
        return self.filter(deleted_at=None).within_sight_of(user)

    def deleted_visible_to(self, user: "User") -> "ContactQuerySet":
        return self.exclude(deleted_at=None).within_sight_of(user)

    def within_sight_of(self, user: "User") -> "ContactQuerySet":
        """Of one's own few accounts the contacts are fetched; who oversees more has them tested contact by contact.

        So a page of many contacts is found without listing all accounts first.
        """
        seen = Account.objects.visible_to(user).order_by()
        if user.has_role(*SEEING_ROLES):
            return self.filter(Exists(seen.filter(pk=OuterRef("account"))))
        return self.filter(account__in=seen.values("pk"))

    def for_reader(self, user: "User") -> "ContactQuerySet":
        """With the account; each row knows whether the reader is on its team, so that nobody asks again."""
        on_team = Exists(user.memberships.filter(account=OuterRef("account")))
        return self.select_related("account__unit").annotate(reader_on_team=on_team)

    def found_by(self, text: str) -> "ContactQuerySet":
        """All words of the text, in any order, in name, e-mail address, title or department."""
        rows = self
        for word in folded(text).split():
            rows = rows.filter(search_key__contains=word)
        return rows

    def alike(self, *, name: str, email: str) -> "ContactQuerySet":
        """The same name or the same address; the bin is searched too, for what lies there can be restored."""
        same = Q(sort_key=sort_key(name)) if name.strip() else Q()
        same |= Q(email__iexact=email.strip()) if email.strip() else Q()
        return self.filter(same) if same else self.none()

    def deleted_before(self, moment: datetime) -> "ContactQuerySet":
        return self.filter(deleted_at__lt=moment)


class Contact(models.Model):
    """One person at an account."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="contacts", verbose_name=_("account"))
    name = models.CharField(_("name"), max_length=150)
    sort_key = SortKeyField(sources=("name",))
    search_key = SearchKeyField(sources=("name", "email", "title", "department"))
    title = models.CharField(_("title"), max_length=100, blank=True)
    department = models.CharField(_("department"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=[("en", _("English")), ("nb", _("Norwegian"))], default="nb"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    history = HistoricalRecords(excluded_fields=["sort_key", "search_key"])
    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = [
            models.CheckConstraint(name="contact_language_known", condition=Q(language__in=["en", "nb"])),
        ]
        indexes = [
            models.Index(name="contact_by_account", fields=["account", "sort_key"]),
            models.Index(name="contact_by_name", fields=["sort_key", "id", "account"], condition=Q(deleted_at=None)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def call_address(self) -> str:
        return phone.dialled(self.phone)
