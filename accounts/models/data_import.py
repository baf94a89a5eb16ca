"""Imports: a file on its way into the tables, what it changed row by row, and what its columns were said to mean."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.user import User

UNDONE_WITHIN = timedelta(days=30)


class DataImportQuerySet(models.QuerySet["DataImport"]):
    def visible_to(self, user: "User") -> "DataImportQuerySet":
        """A file is its sender's own affair."""
        return self.filter(user=user)

    def of_revenue_since(self, moment: datetime) -> "DataImportQuerySet":
        """Those that changed figures after a moment, or were undone after it."""
        return self.filter(Q(done_at__gt=moment) | Q(undone_at__gt=moment), kind="revenue")

    def older_than(self, moment: datetime) -> "DataImportQuerySet":
        return self.filter(created_at__lt=moment)


class DataImport(models.Model):
    """One file: what it holds, how it is read, and what became of it. One from the command line has no user."""

    class Kind(models.TextChoices):
        REVENUE = "revenue", _("Revenue")
        ACCOUNT = "account", _("Accounts")
        CONTACT = "contact", _("Contacts")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKED = "checked", _("Checked")
        DONE = "done", _("Imported")
        UNDONE = "undone", _("Undone")

    class Stage(models.TextChoices):
        """What is being done while it is carried out or undone; told, never stored."""

        CHECKING = "checking", _("Checking rows")
        WRITING = "writing", _("Writing rows")
        PUTTING_BACK = "putting_back", _("Putting rows back")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="imports")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UPLOADED)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    mapping = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = DataImportQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(name="import_kind_known", condition=Q(kind__in=["revenue", "account", "contact"])),
            models.CheckConstraint(
                name="import_state_known", condition=Q(state__in=["uploaded", "checked", "done", "undone"])
            ),
            models.CheckConstraint(
                name="import_done_with_its_time", condition=~Q(state="done") | Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def can_be_undone(self, now: datetime) -> bool:
        return self.state == self.State.DONE and self.done_at is not None and now < self.done_at + UNDONE_WITHIN


class ImportedRow(models.Model):
    """What an import did to one row of a table: its values before (none when it was made) and after."""

    class Table(models.TextChoices):
        REVENUE = "revenue", _("Revenue")
        AREA = "area", _("Service area")
        ACCOUNT = "account", _("Account")
        CONTACT = "contact", _("Contact")

    data_import = models.ForeignKey(DataImport, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=10, choices=Table)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="imported_table_known", condition=Q(table__in=["revenue", "area", "account", "contact"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class RememberedColumn(models.Model):
    """What a user said a column of this heading means, to be guessed the next time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="remembered_columns")
    kind = models.CharField(max_length=10, choices=DataImport.Kind)
    heading = models.CharField(max_length=100)
    field = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("user", "kind", "heading")
        constraints = [
            models.UniqueConstraint(name="column_remembered_once", fields=["user", "kind", "heading"]),
            models.CheckConstraint(
                name="remembered_kind_known", condition=Q(kind__in=["revenue", "account", "contact"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"
