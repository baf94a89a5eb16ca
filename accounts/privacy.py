"""What accounts, contacts, teams and users hold about persons, and what the libraries behind sign-in hold."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from accounts.models import (
    Account,
    Assessment,
    Budget,
    Contact,
    CriteriaSet,
    CustomerProfile,
    DataImport,
    ExchangeRate,
    Figure,
    ImportedRow,
    LibraryCriterion,
    Member,
    OneTimeLink,
    Rating,
    RememberedColumn,
    Revenue,
    Role,
    ServiceArea,
    Tier,
    TierOverride,
    TierRun,
    TierSet,
    TierStanding,
    Unit,
    User,
    WeighedCriterion,
)
from kamplan.daily import DailyRun
from kamplan.fields import folded, sort_key
from kamplan.jobs import Job
from kamplan.privacy import (
    REMOVED,
    Erasure,
    Level,
    Subject,
    declare,
    declare_content,
    declare_history,
    declare_impersonal,
    declare_text,
    kept,
)
from kamplan.spreadsheets import readings

CONTACT = Subject("contact", _("Contact at a customer"))
USER = Subject("user", _("User"))

ERASED = "Erased user"
WITH_THE_ACCOUNT = _("As long as the account; 30 days after it is deleted")
LEGITIMATE_INTEREST = _("Legitimate interest, GDPR art. 6 (1) f")
EMPLOYMENT = _("Employment contract, GDPR art. 6 (1) b")


def made_nobody(users: QuerySet[User]) -> None:
    """The row others point at stays, without anything about the person."""
    users.update(
        name=ERASED,
        sort_key=sort_key(ERASED),
        search_key=folded(ERASED),
        email=Concat(Value("erased-"), Cast("pk", CharField()), Value("@erased.invalid")),
        password=UNUSABLE_PASSWORD_PREFIX,
        last_login=None,
        language="en",
        time_zone="UTC",
        theme=User.Theme.AUTO,
        unit=None,
        is_active=False,
    )


def sessions_of(users: list[Any]) -> QuerySet[Session]:
    """A session names its user only inside its signed data."""
    wanted = {str(key) for key in users}
    return Session.objects.filter(
        pk__in=[row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") in wanted]
    )


of_contact = partial(
    declare,
    subject=CONTACT,
    basis=LEGITIMATE_INTEREST,
    retention=WITH_THE_ACCOUNT,
    level=Level.P2,
    erasure=REMOVED,
)
of_user = partial(declare, subject=USER, basis=EMPLOYMENT, level=Level.P2)
signs: dict[str, Any] = {
    "subject": USER,
    "purpose": _("Who is responsible, and who changed what"),
    "basis": LEGITIMATE_INTEREST,
    "retention": _("As long as what they worked on"),
    "level": Level.P2,
    "erasure": kept(_("Stays, and points to an erased user without a name")),
}

# --- users ------------------------------------------------------------------------------------------------------------
PEOPLE = _("Users")
of_user(
    User,
    *(
        "name",
        "sort_key",
        "search_key",
        "email",
        "password",
        "last_login",
        "language",
        "time_zone",
        "theme",
        "unit",
        "is_active",
        "created_at",
    ),
    what=PEOPLE,
    whose="pk",
    purpose=_("To sign in, and to know whom one works with"),
    retention=_("Until erased; access ends with deactivation"),
    erasure=Erasure(_("Name, e-mail address and all else replaced; an empty row stays"), made_nobody),
    secrets=("password",),
)
declare_impersonal(User, "id")
declare_history(User, what=PEOPLE, **signs)

of_user(
    Role,
    *("user", "unit", "kind"),
    what=_("Roles"),
    whose="user",
    purpose=_("What the user may see and do"),
    retention=_("Until the role is taken away; its history until the user is erased"),
    erasure=REMOVED,
)
declare_impersonal(Role, "id")
declare_history(Role, what=_("Roles"), **signs)

# --- accounts ---------------------------------------------------------------------------------------------------------
ACCOUNTS = _("Accounts")
for signature in ("owner", "created_by", "deleted_by"):
    declare(Account, signature, what=ACCOUNTS, whose=signature, **signs)
declare_text(Account, "status_reason", what=ACCOUNTS, retention=WITH_THE_ACCOUNT)
declare_impersonal(
    Account,
    *("id", "name", "sort_key", "search_key", "country", "organisation_number", "sector", "industry", "region"),
    *("unit", "parent", "website", "currency", "status", "status_date", "version", "created_at", "deleted_at"),
)
declare_history(Account, what=ACCOUNTS, **signs)
declare_impersonal(Unit, "id", "name", "kind", "parent", "path", "is_demo")
declare_impersonal(ServiceArea, "id", "name", "sort_key", "parent", "order")
declare_impersonal(ExchangeRate, "id", "currency", "on", "rate")
declare_impersonal(Revenue, "id", "account", "area", "month", "recurring", "currency", "revenue", "margin")
declare_impersonal(Budget, "id", "account", "year", "kind", "amount", "currency")
declare_history(Unit, what=_("Units"), **signs)

CLASSES = _("Classes of accounts")
declare(TierSet, "applied_by", what=CLASSES, whose="applied_by", **signs)
declare_impersonal(
    TierSet,
    *("id", "name", "state", "basis", "revenue_weight", "margin_weight", "growth_weight", "months", "lasting"),
    *("many_key_accounts", "too_many_key_accounts", "version", "applied_at"),
)
declare_impersonal(
    Tier,
    *("id", "set", "order", "name", "cut", "band", "contact_ideal", "contact_latest", "plan", "review_months"),
    *("budget", "is_key"),
)
declare(TierRun, "recorded_by", what=CLASSES, whose="recorded_by", **signs)
declare_impersonal(
    TierRun,
    *("id", "set", "month", "as_of", "recorded_at", "facts", "facts_without_margin", "facts_without_rate"),
)
declare_impersonal(
    TierStanding,
    *("id", "run", "account", "value", "revenue", "before", "place", "tier", "rule_tier", "previous", "cause"),
    *("heading", "runs"),
)
declare(TierOverride, "owner", what=CLASSES, whose="owner", **signs)
declare_text(TierOverride, "reason", what=CLASSES, retention=WITH_THE_ACCOUNT)
declare_impersonal(TierOverride, "id", "account", "tier", "expires", "decided_at", "version")
declare_history(TierOverride, what=CLASSES, **signs)

# --- attractiveness ---------------------------------------------------------------------------------------------------
ATTRACTIVENESS = _("Attractiveness of accounts")
WORDS = ("slug", "category", "name_en", "name_nb", "low_en", "low_nb", "middle_en", "middle_nb", "high_en", "high_nb")
declare(CriteriaSet, "published_by", what=ATTRACTIVENESS, whose="published_by", **signs)
declare_impersonal(CriteriaSet, "id", "name", "number", "state", "version", "published_at")
declare_impersonal(LibraryCriterion, "id", "order", *WORDS)
declare_impersonal(WeighedCriterion, "id", "set", "order", "weight", "minimum", *WORDS)
declare(Assessment, "rater", what=ATTRACTIVENESS, whose="rater", **signs)
declare_impersonal(Assessment, "id", "account", "set", "on")
declare_text(Rating, "evidence", what=ATTRACTIVENESS, retention=WITH_THE_ACCOUNT)
declare_impersonal(Rating, "id", "assessment", "criterion", "rating", "not_applicable")

declare_impersonal(CustomerProfile, "account", "employees", "sites", "users", "technology")
declare_text(CustomerProfile, "decided_at", what=_("Figures of the customer"), retention=WITH_THE_ACCOUNT)
declare_impersonal(Figure, "id", "account", "year", "kind", "category", "amount", "currency")
declare_text(Figure, "source", what=_("Figures of the customer"), retention=WITH_THE_ACCOUNT)

CONTACTS = _("Contacts")
of_contact(
    Contact,
    *("name", "sort_key", "search_key", "title", "department", "email", "phone", "language", "account"),
    what=CONTACTS,
    whose="pk",
    purpose=_("To know and to reach the persons one works with at the customer"),
)
declare(Contact, "deleted_by", what=CONTACTS, whose="deleted_by", **signs)
declare_text(Contact, "title", "department", what=CONTACTS, retention=WITH_THE_ACCOUNT)
declare_impersonal(Contact, "id", "version", "created_at", "deleted_at")
declare_history(Contact, what=CONTACTS, **signs)

of_user(
    Member,
    *("user", "account", "function"),
    what=_("Account teams"),
    whose="user",
    purpose=_("Who serves the account, and what they do there"),
    retention=_("As long as they are on the team; its history as long as the account"),
    erasure=REMOVED,
)
declare_text(Member, "function", what=_("Account teams"), retention=WITH_THE_ACCOUNT)
declare_impersonal(Member, "id", "created_at")
declare_history(Member, what=_("Account teams"), **signs)

# --- sign-in ----------------------------------------------------------------------------------------------------------
of_access = partial(of_user, erasure=REMOVED, level=Level.P4, purpose=_("To sign in safely"))
of_access(
    OneTimeLink,
    *("user", "purpose", "token_hash", "created_at", "expires_at", "used_at"),
    what=_("One-time links"),
    whose="user",
    secrets=("token_hash",),
    retention=_("Until they are used or the day they expire has passed"),
)
declare_impersonal(OneTimeLink, "id")
of_access(
    EmailAddress,
    *("user", "email", "verified", "primary"),
    what=_("E-mail addresses for sign-in"),
    whose="user",
    retention=_("As long as the user"),
)
declare_impersonal(EmailAddress, "id")
of_access(
    EmailConfirmation,
    *("email_address", "created", "sent", "key"),
    what=_("Confirmations of an e-mail address"),
    whose="email_address__user",
    secrets=("key",),
    retention=_("As long as the user"),
)
declare_impersonal(EmailConfirmation, "id")
of_access(
    Authenticator,
    *("user", "type", "data", "created_at", "last_used_at"),
    what=_("Second steps: authenticator app, passkeys, recovery codes"),
    whose="user",
    secrets=("data",),
    retention=_("Until the user removes them"),
)
declare_impersonal(Authenticator, "id")
of_access(
    UserSession,
    *("user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
    what=_("Devices signed in"),
    whose="user",
    secrets=("session_key",),
    retention=_("Until the session ends, 12 hours at most"),
)
declare_impersonal(UserSession, "id")
of_access(
    Session,
    *("session_key", "session_data"),
    what=_("Sessions"),
    whose=sessions_of,
    secrets=("session_key", "session_data"),
    retention=_("Until the session ends, 12 hours at most"),
)
declare_impersonal(Session, "expire_date")


# --- mail, where it is written to files instead of being sent ---------------------------------------------------------
def mails_naming(words: list[str]) -> list[Path]:
    """A mail carries its receiver's address and name in its head and text."""
    folder = Path(settings.EMAIL_FILE_PATH)
    sought = [word.lower() for word in words]
    return [
        file
        for file in sorted(folder.glob("*"))
        if any(word in file.read_text(errors="replace").lower() for word in sought)
    ]


def remove_files(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


declare_content(_("E-mail in the outbox folder"), find=mails_naming, remove=remove_files)

# --- imports ----------------------------------------------------------------------------------------------------------
IMPORTS = _("Imported files")
of_import = partial(
    of_user,
    whose="user",
    purpose=_("Whose file it is, and what its columns mean to them"),
    retention=_("30 days; what columns mean: as long as the user"),
    erasure=REMOVED,
)
of_import(DataImport, "user", what=IMPORTS)
of_import(RememberedColumn, "user", "kind", "heading", "field", what=_("Columns remembered from imports"))
declare_text(DataImport, "file_name", what=IMPORTS, retention=_("30 days"))
declare_impersonal(
    DataImport,
    *("id", "kind", "state", "encoding", "delimiter", "mapping", "options", "created_at", "done_at", "undone_at"),
)
declare_impersonal(RememberedColumn, "id")
declare_impersonal(ImportedRow, "id", "data_import", "table", "row")


def imports_naming(words: list[str]) -> list[Any]:
    """Imports whose file, or whose record of what it changed, holds one of the words."""
    sought = [word.casefold() for word in words]

    def names(text: str) -> bool:
        return any(word in text.casefold() for word in sought)

    files = DataImport.objects.values_list("pk", "content", "found").iterator(chunk_size=5)
    found = {pk for pk, file, told in files if names(as_json(told)) or any(map(names, readings(bytes(file))))}
    rows = ImportedRow.objects.exclude(table__in=["revenue", "area"]).values_list("data_import", "before", "after")
    return sorted(found | {pk for pk, *values in rows.iterator() if names(as_json(values))})


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def remove_imports(keys: list[Any]) -> None:
    DataImport.objects.filter(pk__in=keys).delete()


declare_content(
    IMPORTS,
    find=imports_naming,
    remove=remove_imports,
    columns=[(DataImport, "content"), (DataImport, "found"), (ImportedRow, "before"), (ImportedRow, "after")],
)

# --- long work --------------------------------------------------------------------------------------------------------
of_user(
    Job,
    *("user", "message", "address"),
    what=_("Long work"),
    whose="user",
    purpose=_("To show a user how far their work is"),
    retention=_("30 days"),
    erasure=REMOVED,
)
declare_text(Job, "message", what=_("Long work"), retention=_("30 days"))
declare_impersonal(Job, "id", "kind", "subject", "state", "done", "total", "tries", "task", "created_at", "heard_at")
declare_impersonal(DailyRun, "name", "day")


def tasks_naming(words: list[str]) -> list[Any]:
    """A mail on its way stands in its task."""
    sought = [word.casefold() for word in words]
    tasks = DBTaskResult.objects.values_list("pk", "args_kwargs").iterator()
    return [
        pk for pk, given in tasks if any(word in json.dumps(given, ensure_ascii=False).casefold() for word in sought)
    ]


def remove_tasks(keys: list[Any]) -> None:
    DBTaskResult.objects.filter(pk__in=keys).delete()


declare_content(
    _("Tasks of the worker"), find=tasks_naming, remove=remove_tasks, columns=[(DBTaskResult, "args_kwargs")]
)
declare_text(DBTaskResult, "traceback", what=_("Tasks of the worker"), retention=_("30 days"))
declare_impersonal(
    DBTaskResult,
    *("id", "status", "enqueued_at", "started_at", "finished_at", "priority", "task_path"),
    *("worker_ids", "queue_name", "backend_name", "run_after", "return_value", "exception_class_path"),
)

# --- unused tables of Django ------------------------------------------------------------------------------------------
declare_impersonal(ContentType, "id", "app_label", "model")
declare_impersonal(Permission, "id", "name", "content_type", "codename")
declare_impersonal(Group, "id", "name")
declare_impersonal(Group.permissions.through, "id", "group", "permission")
