"""Changes to messages: which mails a survey owes to whom. The worker makes and sends them."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from surveys.changes.unsubscription import unsubscribed_among
from surveys.models import Invitation, Message, Survey
from surveys.models.invitation import InvitationQuerySet, hash_of, keyed
from surveys.models.message import MessageQuerySet

BETWEEN_MAILS = timedelta(hours=24)  # nobody is written to twice within it
LONGEST_HOST = 40


def identifier_of(invitation: Invitation, number: int) -> str:
    """The Message-ID of an invitation's mail of this number. Nobody can guess it, so nobody can report it bounced."""
    proof = hash_of(keyed("message", f"{invitation.pk}:{invitation.nonce}:{number}"))[:8]
    host = (urlsplit(settings.SITE_ADDRESS).hostname or "localhost")[-LONGEST_HOST:].lstrip("-.")
    return f"<kamplan-{invitation.pk}-{number}-{proof}@{host}>"


@transaction.atomic
def queue_invitations(*, survey: Survey, now: datetime) -> int:
    """Owe a mail to everybody invited who has not been written to and has not unsubscribed; how many are new."""
    cancelled = Message.objects.filter(
        invitation__in=survey.invitations.real().filter(sent_at=None),
        kind=Message.Kind.INVITATION,
        state=Message.State.CANCELLED,
    )
    again = cancelled.update(state=Message.State.WAITING, tries=0, next_try_at=now, error="")
    unwritten = survey.invitations.real().filter(~Exists(messages_of_it()), answered_at=None, bounced_at=None)
    return again + owe(Message.Kind.INVITATION, unwritten, now)


@transaction.atomic
def queue_reminders(*, survey: Survey, now: datetime) -> int:
    """Owe a reminder to the silent, save those written to within a day; how many there are."""
    if not survey.questionnaire.takes_answers(now):
        return 0
    return owe(Message.Kind.REMINDER, to_remind(survey, now), now)


def to_remind(survey: Survey, now: datetime) -> InvitationQuerySet:
    """The silent whose last mail lies a day back, and who are not owed another already."""
    waiting = messages_of_it().filter(state=Message.State.WAITING)
    before = now - BETWEEN_MAILS
    quiet = survey.invitations.silent().filter(Q(reminded_at=None) | Q(reminded_at__lte=before), sent_at__lte=before)
    return quiet.filter(~Exists(waiting))


def owe(kind: Message.Kind, invitations: InvitationQuerySet, now: datetime) -> int:
    people = list(invitations.order_by("pk"))
    unsubscribed = unsubscribed_among(person.email for person in people)
    earlier = Message.objects.filter(invitation__in=invitations.order_by().values("pk")).order_by()
    mails = dict(earlier.values_list("invitation").annotate(Count("pk")))
    made = [
        message_to(person, kind, mails.get(person.pk, 0), now) for person in people if person.email not in unsubscribed
    ]
    Message.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)  # somebody else may owe the same mail now
    return len(made)


def message_to(invitation: Invitation, kind: Message.Kind, number: int, now: datetime) -> Message:
    identifier = identifier_of(invitation, number)
    return Message(invitation=invitation, kind=kind, number=number, identifier=identifier, next_try_at=now)


def messages_of_it() -> MessageQuerySet:
    return Message.objects.filter(invitation=OuterRef("pk"))


@transaction.atomic
def send_test(*, survey: Survey, audience: str, language: str, by: User, now: datetime) -> Message:
    """Owe the user the mail the invited get; its link leads to the form, and no answer to it counts."""
    trials = survey.invitations.select_for_update().filter(is_trial=True, user=by, withdrawn_at=None)
    trial = trials.filter(audience=audience, language=language).first()
    if trial is None:
        trial = Invitation.objects.create(
            survey=survey,
            audience=audience,
            language=language,
            name=by.name,
            email=by.email,
            user=by,
            is_trial=True,
            created_by=by,
        )
        trial.token_hash = hash_of(trial.token)
        trial.save(update_fields=["token_hash"])
    message = message_to(trial, Message.Kind.INVITATION, trial.messages.count(), now)
    message.save()
    return message


def try_again(*, survey: Survey, now: datetime) -> int:
    """Owe once more what was given up; how many mails that is."""
    given_up = Message.objects.filter(invitation__in=survey.invitations.real(), state=Message.State.FAILED)
    return given_up.update(state=Message.State.WAITING, tries=0, next_try_at=now, error="")


@transaction.atomic
def write_again(*, invitation: Invitation, now: datetime) -> bool:
    """Try an address once more that a mail server refused: its trouble may have been another. False when none did."""
    bounced = invitation.messages.filter(state=Message.State.BOUNCED).order_by("-number").first()
    if bounced is None:
        return False
    Invitation.objects.filter(pk=invitation.pk).update(bounced_at=None, bounce_reason="")
    again = Message.objects.filter(pk=bounced.pk)
    return bool(again.update(state=Message.State.WAITING, tries=0, next_try_at=now, error=""))
