"""Whose data it is, and the terms several tables share: why it is held, how long, what erasure does."""

from functools import partial
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.models import Session
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    User,
)
from kamplan.fields import folded, sort_key
from kamplan.privacy import (
    REMOVED,
    Level,
    Subject,
    declare,
    kept,
)

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
