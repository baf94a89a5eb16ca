"""Changes to invitations: asking persons, taking that back, and writing to another address."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from surveys.changes.delivery import mark_bounced
from surveys.changes.message import queue_invitations
from surveys.changes.opening import NotNow, freeze_attributes, locked
from surveys.domain.recipient import Recipient
from surveys.models import Invitation, Message, Respondent, Survey
from surveys.models.invitation import State, hash_of, new_nonce

BATCH = 500  # rows written at a time


@transaction.atomic
def invite(*, survey: Survey, people: Sequence[Recipient], by: User, now: datetime) -> list[Invitation]:
    """Ask these persons, each address once; who is asked already is passed over. An open survey writes to them at once.

    Raises NotNow when the survey is closed.
    """
    locked(survey)
    check_not_closed(survey)
    made = Invitation.objects.bulk_create(
        (Invitation(survey=survey, created_by=by, **asdict(person)) for person in not_yet_asked(survey, people)),
        batch_size=BATCH,
    )
    for invitation in made:
        invitation.token_hash = hash_of(invitation.token)
    Invitation.objects.bulk_update(made, ["token_hash"], batch_size=BATCH)
    if survey.status == Survey.Status.OPEN:
        freeze_attributes(survey.invitations.real().filter(unit=None))
        queue_invitations(survey=survey, now=now)
    return made


def check_not_closed(survey: Survey) -> None:
    if survey.status == Survey.Status.CLOSED:
        raise NotNow(_("The survey is closed. Reopen it to ask more persons."))


def not_yet_asked(survey: Survey, people: Iterable[Recipient]) -> list[Recipient]:
    """The first of each address that is not invited."""
    known = set(survey.invitations.real().values_list("email", flat=True))
    first = {person.email: person for person in reversed(list(people)) if person.email not in known}
    return list(reversed(first.values()))


@transaction.atomic
def withdraw(*, invitation: Invitation, now: datetime) -> None:
    """Take an invitation back: the link leads nowhere, nobody writes, and answers not sent yet are removed.

    Raises NotNow when the answers have been sent.
    """
    survey = invitation.survey
    locked(survey)
    invitation.refresh_from_db()
    if invitation.answered_at:
        raise NotNow(_("%(name)s has answered; that cannot be taken back.") % {"name": invitation.name})
    if invitation.withdrawn_at:
        return
    invitation.withdrawn_at, invitation.token_hash = now, None
    invitation.save(update_fields=["withdrawn_at", "token_hash"])
    invitation.messages.filter(state=Message.State.WAITING).update(state=Message.State.CANCELLED)
    Respondent.objects.filter(invitation=invitation, counts=False).delete()


@transaction.atomic
def correct_address(*, invitation: Invitation, email: str, now: datetime) -> None:
    """Write to another address, with a new link: whoever got the first was not meant. An open survey does so at once.

    Raises NotNow when the address is invited already, or when the person has begun to answer.
    """
    survey = invitation.survey
    locked(survey)
    invitation.refresh_from_db()
    if invitation.started_at or invitation.answered_at or invitation.withdrawn_at:
        raise NotNow(_("%(name)s can no longer be written to at another address.") % {"name": invitation.name})
    if survey.invitations.real().filter(email=email).exclude(pk=invitation.pk).exists():
        raise NotNow(_("%(email)s is invited already.") % {"email": email})
    invitation.messages.all().delete()
    invitation.email, invitation.nonce, invitation.bounce_reason = email, new_nonce(), ""
    invitation.sent_at = invitation.reminded_at = invitation.bounced_at = invitation.opened_at = None
    invitation.token_hash = hash_of(invitation.token)
    invitation.save()
    if survey.status == Survey.Status.OPEN:
        queue_invitations(survey=survey, now=now)


@transaction.atomic
def mark_bounced_by_hand(*, invitation: Invitation, now: datetime) -> bool:
    """Somebody knows that the mail did not arrive. False when it has been opened, or was never sent."""
    if invitation.state is not State.SENT:
        return False
    for message in invitation.messages.filter(state=Message.State.SENT).order_by("-number")[:1]:
        mark_bounced(message=message, reason="", now=now)
    Invitation.objects.filter(pk=invitation.pk, bounced_at=None).update(bounced_at=now)
    return True
