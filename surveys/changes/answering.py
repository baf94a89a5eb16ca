"""What an invited person does: opens the page, answers little by little, sends, chooses a language.

All of it is done in somebody's turn, which holds the invitation's row and, together with others who answer, the
survey's: whoever closes it waits for what is being saved, and nothing is saved behind their back.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from string import ascii_uppercase

from django.db import connection, transaction

from kamplan.history import Conflict
from surveys.domain.sheet import OVERALL, Given, Sheet
from surveys.models import Comment, Invitation, Respondent, Survey
from surveys.models.visit import Statement, begin, held, noted, obey, rated

LONGEST_LABEL = 120


class Closed(Exception):
    """The survey takes no answers, or none from this person."""


class NothingGiven(Exception):
    """Not one question has an answer, so there is nothing to send."""


@contextmanager
def turn(invitation: int, survey: int) -> Iterator[Invitation | None]:
    """One transaction: until it ends nobody closes the survey, and no other window of this person is let in."""
    with transaction.atomic():
        yield held(invitation, survey)


def save_answers(*, invitation: Invitation, given: Given, now: datetime, seen: int | None = None) -> Respondent:
    """Keep some answers. The first make the respondent, who counts when the answers are sent or the survey closes.

    Raises Closed; Conflict when `seen` is an older version than the one kept, unless nothing would change.
    """
    return _keep(invitation, given, now, seen=seen)


def send_answers(*, invitation: Invitation, given: Given | None, now: datetime) -> Respondent:
    """Keep what is still on its way, and let it count. The second time changes nothing. Raises Closed, NothingGiven."""
    return _keep(invitation, given or Given(), now, sending=True)


def note_opened(*, invitation: Invitation, now: datetime) -> None:
    """The page was looked at by a person: told by the page itself, never by fetching it. Raises Closed."""
    _check_turn(invitation, now)
    obey(_note(invitation, now))


def choose_language(*, invitation: Invitation, language: str) -> None:
    """For the pages, and for later mails."""
    Invitation.objects.filter(pk=invitation.pk).update(language=language)


def _keep(
    invitation: Invitation, given: Given, now: datetime, *, seen: int | None = None, sending: bool = False
) -> Respondent:
    _check_turn(invitation, now)
    respondent = _known(invitation) or _new(invitation)
    was = respondent.sheet() if respondent.pk else Sheet()
    sheet = given.over(was)
    if sending and not sheet:
        raise NothingGiven
    if sheet != was and seen not in (None, respondent.version):
        raise Conflict
    begins_to_count = sending and not (respondent.counts or invitation.is_trial)
    respondent.counts |= begins_to_count
    moments = _note(invitation, now, started=bool(sheet), answered=sending)
    if sheet != was:
        _fill(respondent, sheet, now)
        _store(respondent, invitation)
        obey([*_rate(respondent, was, sheet), *moments])
        _take_back(respondent, was, sheet)
        _write_comments(respondent, was, sheet)
    else:
        if begins_to_count:
            respondent.save(update_fields=["counts"])
        obey(moments)
    return respondent


def _check_turn(invitation: Invitation, now: datetime) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("answers are kept in the turn of an invitation")
    if not invitation.takes_answers(now):
        raise Closed


def _known(invitation: Invitation) -> Respondent | None:
    return getattr(invitation, "respondent", None) if invitation.started_at else None


def _fill(respondent: Respondent, sheet: Sheet, now: datetime) -> None:
    for question in OVERALL:
        setattr(respondent, question, sheet.overall.get(question))
    respondent.version += 1
    respondent.changed_at = now


def _store(respondent: Respondent, invitation: Invitation) -> None:
    """Nearly everybody has a name of their own: the table says when not, and then another is looked for."""
    if respondent.pk:
        respondent.save()
    while respondent.pk is None and not begin(respondent):
        respondent.label = _longer_name(invitation)


def _new(invitation: Invitation) -> Respondent:
    """Not stored yet; known by name or, where that was promised, by chance letters."""
    is_named = invitation.survey.mode == Survey.Mode.NAMED
    return Respondent(
        survey_id=invitation.survey_id,
        invitation_id=invitation.pk,
        audience=invitation.audience,
        label=invitation.name[:LONGEST_LABEL] if is_named else _chance_letters(),
        account_id=invitation.account_id if is_named else None,
        contact_id=invitation.contact_id if is_named else None,
        user_id=invitation.user_id if is_named else None,
        counts=False,
    )


def _longer_name(invitation: Invitation) -> str:
    """Another of the same name has answered."""
    chance = _chance_letters(4)
    for end in (f" ({invitation.email})", f" ({chance})"):
        label = invitation.name[: LONGEST_LABEL - len(end)] + end
        is_free = not Respondent.objects.filter(survey=invitation.survey_id, label=label).exists()
        if len(label) <= LONGEST_LABEL and is_free:
            return label
    return f"{invitation.name[:40]} {secrets.token_hex(16)}"


def _chance_letters(number: int = 10) -> str:
    return "".join(secrets.choice(ascii_uppercase) for _letter in range(number))


def _rate(respondent: Respondent, was: Sheet, sheet: Sheet) -> list[Statement]:
    news = {about: rating for about, rating in sheet.ratings.items() if rating != was.ratings.get(about)}
    return [rated(respondent, news)] if news else []


def _take_back(respondent: Respondent, was: Sheet, sheet: Sheet) -> None:
    if gone := was.ratings.keys() - sheet.ratings.keys():
        respondent.answers.filter(criterion__in=gone).delete()


def _write_comments(respondent: Respondent, was: Sheet, sheet: Sheet) -> None:
    if news := sheet.comments.keys() - was.comments.keys():
        Comment.objects.bulk_create(
            Comment(respondent=respondent, criterion_id=about, text=sheet.comments[about]) for about in news
        )
    for about, words in was.comments.items():
        kept = Comment.objects.filter(respondent=respondent, criterion=about)
        if about not in sheet.comments:
            kept.delete()
        elif sheet.comments[about] != words:
            kept.update(text=sheet.comments[about])


def _note(invitation: Invitation, now: datetime, *, started: bool = False, answered: bool = False) -> list[Statement]:
    """When it was first opened, begun and sent; written only when there is something to write."""
    moments = {"opened_at": True, "started_at": started, "answered_at": answered}
    news = [name for name, has_happened in moments.items() if has_happened and getattr(invitation, name) is None]
    for name in news:
        setattr(invitation, name, now)
    return [noted(invitation)] if news else []
