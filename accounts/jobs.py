"""Mail to users, sent by the worker, imports, and the daily emptying of the bin.

Jobs carry ids and addresses, never tokens: a link is made when it is sent.
"""

from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.access import account_to_create, accounts_to_import, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.changes.account import purge_accounts
from accounts.changes.contact import purge_contacts
from accounts.changes.data_import import STORE, UNDO, NotNow
from accounts.changes.data_import_run import (
    ChangedSince,
    RowsRefused,
    Told,
    remove_old_imports,
    store_import,
    undo_import,
)
from accounts.changes.link import VALID
from accounts.changes.tier import record_newest_month
from accounts.models import DataImport, OneTimeLink, User
from accounts.models.data_import import UNDONE_WITHIN
from kamplan.daily import daily
from kamplan.formats import number
from kamplan.jobs import Job, Refused, work
from kamplan.spreadsheets import Unreadable


def link_address(token: str) -> str:
    """Where a one-time link leads: always the configured address of the site, whatever host was asked."""
    return settings.SITE_ADDRESS + reverse("one_time_link", args=[token])


@task()
def send_message(subject: str, body: str, address: str) -> None:
    EmailMessage(subject, body, None, [address]).send()


@task()
def send_way_back(address: str) -> None:
    """To somebody who forgot a password. An address nobody has gets nothing."""
    user = User.objects.active().filter(email=address).first()
    if user is None:
        return
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    link = settings.SITE_ADDRESS + path.replace("UID-KEY", key)
    with translation.override(user.language):
        body = render_to_string("accounts/mail/way_back.txt", {"user": user, "link": link})
        EmailMessage(_("kamplan: choose a new password"), body, None, [user.email]).send()


@task()
def send_invitation(user_id: int) -> None:
    """A link of its own for the mail; when one of a user's links is used, the others are void."""
    user = User.objects.active().filter(pk=user_id).first()
    if user is None:
        return
    purpose = OneTimeLink.Purpose.INVITATION
    token = OneTimeLink.objects.issue(user, purpose=purpose, now=timezone.now(), valid=VALID[purpose])
    with translation.override(user.language):
        context = {"user": user, "link": link_address(token), "days": VALID[purpose].days}
        body = render_to_string("accounts/mail/invitation.txt", context)
        EmailMessage(_("kamplan: your invitation"), body, None, [user.email]).send()


# --- imports ----------------------------------------------------------------------------------------------------------
def import_of(job: Job) -> DataImport:
    row = DataImport.objects.filter(pk=job.subject).first()
    if row is None:
        raise Refused(_("The file is no longer here. Upload it again."), reverse("import_create"))
    return row


def telling(job: Job) -> Told:
    """How far it is: the rows of this stage in words, both stages in the bar."""

    def tell(stage: str, done: int, total: int) -> None:
        words = {"stage": DataImport.Stage(stage).label, "done": number(done), "total": number(total)}
        begun = 0 if stage == DataImport.Stage.CHECKING else 100
        percent = begun + (100 * done // total if total else 100)
        job.tell_aside(_("%(stage)s: %(done)s of %(total)s.") % words, percent, 200)

    return tell


@work(STORE)
def carry_out_import(job: Job) -> str:
    """All of it or nothing. The user's rights are looked at now, not as they were at the asking."""
    row = import_of(job)
    page = reverse("data_import", args=[row.pk])
    total = sum(row.found.get(each, 0) for each in ("new", "changed", "unchanged"))
    job.tell(_("Checking and storing %(rows)d rows, all or none.") % {"rows": total}, total=200)
    try:
        account_to_create(job.user)
        accounts = accounts_to_import(job.user, row.kind)
        store_import(row=row, accounts=accounts, now=timezone.now(), tell=telling(job))
    except RowsRefused as refused:
        words = _("%(count)d rows are refused by now; nothing was stored.") % {"count": len(refused.plan.refused)}
        raise Refused(words, reverse("import_map", args=[row.pk])) from refused
    except Unreadable as trouble:
        raise Refused(str(trouble), page) from trouble
    except PermissionDenied as denied:
        raise Refused(_("You may no longer import."), reverse("home")) from denied
    return page


@work(UNDO)
def carry_out_undo(job: Job) -> str:
    row = import_of(job)
    page = reverse("data_import", args=[row.pk])
    job.tell(_("Putting back what was there before."), total=200)
    try:
        undo_import(row=row, now=timezone.now(), tell=telling(job))
    except ChangedSince as changed:
        words = _("%(count)d of its rows were changed after the import; undoing it would undo that too.")
        raise Refused(words % {"count": changed.count}, page) from changed
    except NotNow as refusal:
        raise Refused(_("An import can be undone for 30 days."), page) from refusal
    return page


@daily("accounts.imports")
def remove_imports(now: datetime) -> None:
    remove_old_imports(now=now, kept=UNDONE_WITHIN)


@daily("accounts.links")
def remove_expired_links(now: datetime) -> None:
    """Links nobody can use any more, and the sessions in the users' lists that have ended."""
    OneTimeLink.objects.filter(expires_at__lt=now).delete()
    UserSession.objects.exclude(
        session_key__in=Session.objects.filter(expire_date__gt=now).values("session_key")
    ).delete()


@daily("accounts.bin")
def empty_bin(now: datetime) -> None:
    """Accounts and contacts that have lain in the bin for a month go for ever, with their history."""
    purge_accounts(now=now)
    purge_contacts(now=now)


# --- classes ----------------------------------------------------------------------------------------------------------
@work("accounts.tier_run")
def record_classes(job: Job) -> str:
    """Asked for by somebody, so that it says why it does nothing."""
    job.tell(_("Ranking all accounts."), done=0, total=1)
    if not may_at_the_top(job.user, UnitAct.CLASSES):
        raise Refused(_("You may no longer arrange the classes."), reverse("pyramid"))
    if record_newest_month(today=timezone.localdate(), by=job.user) is None:
        words = _("No month has ended that has figures and is not recorded yet. Take the newest run back to repeat it.")
        raise Refused(words, reverse("tier_set"))
    return reverse("pyramid")


@daily("accounts.tiers")
def record_month(now: datetime) -> None:
    """The month that has ended, on the first day that its figures are there."""
    record_newest_month(today=timezone.localdate(now), by=None)
