"""The surveys by link of the demonstration, made by the very changes people make, at invented times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Account, Contact, Unit, User
from kamplan.history import save_by
from planning.changes.leave_demo import demo_units
from planning.domain import demo
from planning.domain.demo_answers import (
    COMMENTS,
    COMMENTS_IN_CONFIDENCE,
    EARLIER_COMMENTS,
    Words,
    half_of,
    invented_answers,
    time_taken,
)
from planning.domain.demo_survey import (
    CONFIDENTIAL,
    FIRST_WAVE,
    PRINTED,
    SECOND_WAVE,
    Asked,
    DemoSurvey,
    Reached,
    number_of,
)
from surveys.changes.answering import note_opened, save_answers, send_answers
from surveys.changes.delivery import mark_bounced, mark_sent
from surveys.changes.invitation import invite
from surveys.changes.opening import close_survey, open_survey
from surveys.changes.questionnaire import Asking, ask, save_terms
from surveys.changes.recipient import recipient_of_contact, recipient_of_user
from surveys.changes.reminder import add_reminder, suggested
from surveys.domain.recipient import Recipient
from surveys.domain.sheet import NO_EXPERIENCE, Given
from surveys.domain.slug import slug_of
from surveys.models import Invitation, Message, Respondent, Survey
from surveys.models.invitation import hash_of

PROVENANCE = "Invented for the demonstration"
OPENED_AT = 9  # o'clock
TO_ANSWER = timedelta(minutes=4)
NO_SUCH_ADDRESS = "550 5.1.1 No such user here"


@dataclass(frozen=True)
class Supplier:
    """The invented supplier, as far as it has been made; `now` is the moment from which times are counted back."""

    units: Mapping[str, Unit]
    people: Mapping[str, User]
    now: datetime


def make_asked_surveys(supplier: Supplier) -> None:
    """An open survey, the wave before it, and a confidential one that has closed."""
    first = carry_out(FIRST_WAVE, supplier, EARLIER_COMMENTS)
    carry_out(CONFIDENTIAL, supplier, COMMENTS_IN_CONFIDENCE)
    second = carry_out(SECOND_WAVE, supplier, COMMENTS, repeats=first)
    for day in suggested(second, supplier.now):
        add_reminder(survey=second, on=day)


def carry_out(
    wanted: DemoSurvey, supplier: Supplier, comments: Mapping[str, Words], repeats: Survey | None = None
) -> Survey:
    """From the draft to where the survey stands now."""
    by, (opened, closes) = supplier.people[wanted.maker], times(wanted, supplier.now)
    survey = draft(wanted, supplier, repeats)
    written = [each for each in wanted.asked if each.reached is not Reached.WAITING]
    invited = invite(survey=survey, people=recipients(written, supplier), by=by, now=opened)
    survey.invitations.update(created_at=opened)
    open_survey(survey=survey, by=by, now=opened)
    deliver(zip(invited, written, strict=True), now=opened)
    criteria = dict(survey.criteria.order_by("survey_criteria__order").values_list("slug", "pk"))
    for invitation, person in zip(invited, written, strict=True):
        given = given_by(person, wanted, criteria, comments.get(person.name, {}))
        answer(invitation, person, given, at=opened + time_taken(person.name, min(closes, supplier.now) - opened))
    if closes <= supplier.now:
        close_survey(survey=survey, by=by, now=closes)
    else:
        waiting = [each for each in wanted.asked if each.reached is Reached.WAITING]
        invite(survey=survey, people=recipients(waiting, supplier), by=by, now=supplier.now)
    return survey


def times(wanted: DemoSurvey, now: datetime) -> tuple[datetime, datetime]:
    """When it opened, one morning, and the last minute of the day on which it closes."""
    opened = timezone.localtime(now - wanted.opened).replace(hour=OPENED_AT, minute=0, second=0, microsecond=0)
    return opened, (opened + wanted.open_for).replace(hour=23, minute=59)


def draft(wanted: DemoSurvey, supplier: Supplier, repeats: Survey | None) -> Survey:
    by, (opened, closes) = supplier.people[wanted.maker], times(wanted, supplier.now)
    asking = Asking(wanted.title, supplier.units[wanted.unit], demo.SUPPLIER, wanted.purpose_en, wanted.purpose_nb)
    survey = ask(asking=asking, by=by, repeats=repeats)
    survey.provenance, survey.created_at = PROVENANCE, opened
    save_by(survey, by=by)
    questionnaire = survey.questionnaire
    questionnaire.asks_belief, questionnaire.closes_at = True, closes
    save_terms(questionnaire=questionnaire, mode=wanted.mode, seen=questionnaire.version, by=by)
    return survey


def recipients(asked: Sequence[Asked], supplier: Supplier) -> list[Recipient]:
    """Sellers by their key, contacts by their name; others get an address at their account."""
    accounts = dict(Account.objects.filter(name__in={each.account for each in asked}).values_list("name", "pk"))
    contacts = {(each.account_id, each.name): each for each in Contact.objects.filter(account__in=accounts.values())}
    found = []
    for person in asked:
        account = accounts.get(person.account)
        contact = contacts.get((account, person.name)) if account else None
        if person.seller:
            found.append(recipient_of_user(supplier.people[person.seller]))
        else:
            found.append(recipient_of_contact(contact) if contact else known_by_name(person, account))
    return found


def known_by_name(person: Asked, account: int | None) -> Recipient:
    first, *_, last = person.name.lower().split()
    email = f"{slug_of(first)}.{slug_of(last)}@customer{number_of(person.account)}.example"
    audience = Respondent.Audience.CUSTOMER.value
    return Recipient(person.name, email, person.language, audience, account_id=account)


def deliver(invited: Iterable[tuple[Invitation, Asked]], *, now: datetime) -> None:
    """As if the mails of then had gone out. No file is written: the outbox shows what was really made."""
    reached = {invitation.pk: person.reached for invitation, person in invited}
    for message in Message.objects.filter(invitation__in=reached):
        mark_sent(message=message, now=now)
        if reached[message.invitation_id] is Reached.BOUNCED:
            mark_bounced(message=message, reason=NO_SUCH_ADDRESS, now=now)


def given_by(person: Asked, wanted: DemoSurvey, criteria: Mapping[str, int], words: Words) -> Given:
    """All they answer, or what they have come to."""
    slugs = list(criteria) if person.reached is Reached.ANSWERED else half_of(list(criteria))
    answers = invented_answers(
        person.name, slugs, is_seller=bool(person.seller), drift=wanted.drift, survey=wanted.title
    )
    overall = answers.overall if person.reached is Reached.ANSWERED else {}
    return Given(
        {criteria[slug]: score for slug, score in answers.importance.items()},
        {criteria[slug]: score or NO_EXPERIENCE for slug, score in answers.performance.items()},
        overall,
        {criteria[slug] if slug else None: text for slug, text in words.items()},
    )


def answer(invitation: Invitation, person: Asked, given: Given, *, at: datetime) -> None:
    """As far as this person comes."""
    if person.reached in (Reached.OPENED, Reached.STARTED, Reached.ANSWERED):
        note_opened(invitation=invitation, now=at)
    if person.reached is Reached.STARTED:
        save_answers(invitation=invitation, given=given, now=at + TO_ANSWER)
    if person.reached is Reached.ANSWERED:
        send_answers(invitation=invitation, given=given, now=at + TO_ANSWER)


def invitation_to_print(*, now: datetime) -> Invitation | None:
    """Of the customer by whose link a visitor may answer, as long as it leads anywhere."""
    found = Invitation.objects.real().filter(survey__unit__in=demo_units(), name=PRINTED)
    for invitation in found.select_related("survey__questionnaire", "account"):
        if invitation.takes_answers(now) and invitation.token_hash == hash_of(invitation.token):
            return invitation
    return None
