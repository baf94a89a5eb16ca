"""Changes to messages on their way: taken by one worker, then sent, put off, given up, bounced or cancelled."""

import re
from datetime import datetime, timedelta

from django.db import transaction

from surveys.changes.unsubscription import unsubscribed_among
from surveys.models import Invitation, Message, Survey
from surveys.models.invitation import hash_of
from surveys.models.message import MessageQuerySet

LEASE = timedelta(minutes=5)  # a worker that has not marked a message it took has died
BACK_OFF = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
MOST_TRIES = len(BACK_OFF) + 1
LONGEST_REASON = 300


def take_due(*, now: datetime) -> Message | None:
    """The message that has waited longest, for this worker alone until the lease ends. None when nothing is due."""
    due = Message.objects.due(now).order_by("next_try_at", "pk")
    for pk, seen in due.values_list("pk", "next_try_at")[:50]:
        if Message.objects.filter(pk=pk, state=Message.State.WAITING, next_try_at=seen).update(next_try_at=now + LEASE):
            return Message.objects.select_related(
                "invitation__survey__questionnaire", "invitation__survey__created_by"
            ).get(pk=pk)
    return None


def is_needed(message: Message, now: datetime) -> bool:
    """Much may have happened since it was written down."""
    invitation, survey = message.invitation, message.invitation.survey
    if invitation.withdrawn_at or invitation.answered_at:
        return False
    if invitation.is_trial:
        return survey.deleted_at is None and survey.status != Survey.Status.CLOSED
    if message.kind == Message.Kind.REMINDER and invitation.bounced_at:
        return False
    return survey.questionnaire.takes_answers(now) and not unsubscribed_among([invitation.email])


def renew_link(*, invitation: Invitation) -> None:
    """Under another link key the mail holds another link: from now on that one opens, and the earlier no more."""
    token_hash = hash_of(invitation.token)
    if invitation.token_hash not in (None, token_hash):
        Invitation.objects.filter(pk=invitation.pk).exclude(token_hash=None).update(token_hash=token_hash)


@transaction.atomic
def mark_sent(*, message: Message, now: datetime) -> None:
    if leave(message, Message.State.SENT, sent_at=now):
        invitation = Invitation.objects.filter(pk=message.invitation_id)
        invitation.filter(sent_at=None).update(sent_at=now)
        if message.kind == Message.Kind.REMINDER:
            invitation.update(reminded_at=now)


@transaction.atomic
def mark_bounced(*, message: Message, reason: str, now: datetime) -> None:
    """The mail will never reach this address."""
    unless_cancelled = Message.objects.filter(pk=message.pk).exclude(state=Message.State.CANCELLED)
    if unless_cancelled.update(state=Message.State.BOUNCED, error=shortened(reason)):
        invitation = Invitation.objects.filter(pk=message.invitation_id, bounced_at=None)
        invitation.update(bounced_at=now, bounce_reason=shortened(reason))


def cancel(*, message: Message) -> None:
    leave(message, Message.State.CANCELLED)


def put_off(*, messages: MessageQuerySet, reason: str, now: datetime) -> None:
    """Try again later, each time after a longer while; after some tries give up."""
    waiting = messages.filter(state=Message.State.WAITING).order_by()
    pks = dict(waiting.values_list("pk", "tries"))
    for tries in sorted(set(pks.values()), reverse=True):
        some = Message.objects.filter(pk__in=[pk for pk, tried in pks.items() if tried == tries], tries=tries)
        told = {"tries": tries + 1, "error": shortened(reason)}
        if tries + 1 < MOST_TRIES:
            some.update(next_try_at=now + BACK_OFF[tries], **told)
        else:
            some.update(state=Message.State.FAILED, **told)


def leave(message: Message, state: Message.State, **values: datetime) -> bool:
    """From waiting to another state, once."""
    waiting = Message.objects.filter(pk=message.pk, state=Message.State.WAITING)
    return bool(waiting.update(state=state, error="", **values))


def shortened(reason: str) -> str:
    """What a mail server said, on one line. It may repeat our text, so neither a link nor a secret gets through."""
    told = re.sub(r"https?:.*", "…", " ".join(reason.split()), flags=re.IGNORECASE)
    return re.sub(r"[\w-]{20,}", "…", told)[:LONGEST_REASON]
