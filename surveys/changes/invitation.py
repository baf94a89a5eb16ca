"""Changes to invitations: asking persons, and taking that back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from surveys.changes.opening import NotNow, freeze_attributes, locked
from surveys.domain.recipient import Recipient
from surveys.models import Invitation, Message, Respondent, Survey
from surveys.models.invitation import hash_of

BATCH = 500  # rows written at a time


@transaction.atomic
def invite(*, survey: Survey, people: Sequence[Recipient], by: User, now: datetime) -> list[Invitation]:
    """Ask these persons, each address once; who is asked already is passed over. An open survey writes to them at once.

    Raises NotNow when the survey is closed.
    """
    from surveys.changes.message import queue_invitations

    locked(survey)
    if survey.status == Survey.Status.CLOSED:
        raise NotNow(_("The survey is closed. Reopen it to ask more persons."))
    made = Invitation.objects.bulk_create(
        (Invitation(survey=survey, created_by=by, **asdict(person)) for person in not_yet_asked(survey, people)),
        batch_size=BATCH,
    )
    for invitation in made:
        invitation.token_hash = hash_of(invitation.token)
    Invitation.objects.bulk_update(made, ["token_hash"], batch_size=BATCH)
    if survey.status == Survey.Status.OPEN:
        freeze_attributes(survey.invitations.real().filter(unit=None))
        count_invited(survey)
        queue_invitations(survey=survey, now=now)
    return made


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
    if survey.status == Survey.Status.OPEN:
        count_invited(survey)


def count_invited(survey: Survey) -> None:
    """The number the response rate is worked out from."""
    survey.invited = survey.invitations.real().filter(audience=Respondent.Audience.CUSTOMER).count()
    Survey.objects.filter(pk=survey.pk).update(invited=survey.invited)
