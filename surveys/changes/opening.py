"""Changes to whether a survey takes answers: open, extend, close and reopen it. Each can be clicked twice."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import Account, User
from kamplan.history import save_by
from surveys.changes.notice import notices
from surveys.changes.readiness import Readiness
from surveys.models import Answer, Message, Questionnaire, Respondent, Survey
from surveys.models.invitation import InvitationQuerySet
from surveys.models.questionnaire import LARGEST_GROUP

LINKS_LAST = timedelta(days=90)  # after closing; then the links of a survey lead nowhere any more


class NotNow(Exception):
    """The state of the survey forbids it; the text says why."""


def locked(survey: Survey) -> Questionnaire:
    """What the survey asks. Both are read anew, and nobody else changes them until the transaction ends."""
    survey.refresh_from_db(from_queryset=Survey.objects.select_for_update())
    questionnaire = Questionnaire.objects.select_for_update().filter(survey=survey).first()
    if questionnaire is None:
        raise NotNow(_("The answers came from a file. To ask again, copy the survey as a new wave."))
    if survey.deleted_at:
        raise NotNow(_("The survey lies in the bin. Restore it first."))
    questionnaire.survey = survey
    return questionnaire


@transaction.atomic
def open_survey(*, survey: Survey, by: User, now: datetime) -> None:
    """Freeze what was promised and who is asked, and write to everybody invited."""
    from surveys.changes.message import queue_invitations

    questionnaire = locked(survey)
    if survey.status == Survey.Status.OPEN:
        return
    if survey.status == Survey.Status.CLOSED:
        raise NotNow(_("The survey has been open before. Reopen it instead."))
    for obstacle in Readiness.of(questionnaire, now=now).obstacles:
        raise NotNow(obstacle.words)
    Respondent.objects.filter(survey=survey, invitation__is_trial=True).delete()
    survey.invitations.filter(is_trial=True).delete()
    freeze_attributes(survey.invitations.real())
    questionnaire.opened_at, questionnaire.notice = now, notices(questionnaire)
    survey.status = Survey.Status.OPEN
    store(questionnaire, by=by)
    queue_invitations(survey=survey, now=now)


@transaction.atomic
def close_survey(*, survey: Survey, by: User | None, now: datetime) -> None:
    """Take no more answers, count those who had begun, and let out what may be seen. By nobody: its time had come."""
    from surveys.changes.release import release_results

    questionnaire = locked(survey)
    if survey.status == Survey.Status.CLOSED:
        return
    check_open(survey)
    count_begun(survey, now)
    survey.status, survey.closed_at = Survey.Status.CLOSED, now
    store(questionnaire, by=by)
    release_results(survey=survey)


@transaction.atomic
def reopen_survey(*, survey: Survey, by: User, now: datetime, closes_at: datetime | None = None) -> None:
    """Take answers again, until `closes_at` when it is given. Who had begun and not sent goes on there."""
    questionnaire = locked(survey)
    if survey.status == Survey.Status.OPEN:
        return
    reason = against_reopening(survey, now=now)
    if reason:
        raise NotNow(reason)
    check_future(closes_at, now)
    survey.invitations.exclude(counted_at=None).update(counted_at=None)
    unsent(survey).update(counts=False)
    survey.status, survey.closed_at = Survey.Status.OPEN, None
    questionnaire.closes_at = closes_at
    store(questionnaire, by=by)
    unwritten = Message.objects.filter(invitation__in=survey.invitations.real().filter(sent_at=None))
    unwritten.filter(state=Message.State.CANCELLED).update(state=Message.State.WAITING, next_try_at=now)


def against_reopening(survey: Survey, *, now: datetime) -> str:
    """Why a closed survey stays closed; nothing when it need not."""
    if survey.status != Survey.Status.CLOSED or survey.closed_at is None:
        return _("The survey has not been opened yet.")
    if now - survey.closed_at >= LINKS_LAST:
        return _("It closed more than %(days)d days ago, and its links lead nowhere any more.") % {
            "days": LINKS_LAST.days
        }
    if survey.mode == Survey.Mode.CONFIDENTIAL and survey.tallies:
        return _("Its results can be seen: beside them, later answers of single persons could be told apart.")
    return ""


@transaction.atomic
def extend_survey(
    *, survey: Survey, closes_at: datetime | None, by: User, now: datetime, threshold: int | None = None
) -> None:
    """Let an open survey close at another time, or only by hand. A threshold may rise with it, never fall."""
    questionnaire = locked(survey)
    check_open(survey)
    check_future(closes_at, now)
    if threshold is not None and not questionnaire.threshold <= threshold <= LARGEST_GROUP:
        raise NotNow(
            _("Respondents were promised groups of at least %(least)d; it may only be raised, to %(most)d at most.")
            % {"least": questionnaire.threshold, "most": LARGEST_GROUP}
        )
    before = (questionnaire.closes_at, questionnaire.threshold)
    questionnaire.closes_at, questionnaire.threshold = closes_at, threshold or questionnaire.threshold
    if questionnaire.threshold > before[1]:
        questionnaire.notice = notices(questionnaire)  # who reads it from now on is promised the larger groups
    if before != (questionnaire.closes_at, questionnaire.threshold):
        store(questionnaire, by=by)


def check_open(survey: Survey) -> None:
    if survey.status == Survey.Status.DRAFT:
        raise NotNow(_("The survey has not been opened yet."))
    if survey.status == Survey.Status.CLOSED:
        raise NotNow(_("The survey is closed."))


def check_future(closes_at: datetime | None, now: datetime) -> None:
    if closes_at is not None and closes_at <= now:
        raise NotNow(_("The closing time must lie in the future."))


def store(questionnaire: Questionnaire, *, by: User | None) -> None:
    """Save it and its survey under the lock; who has an older version open meets a conflict."""
    for row in (questionnaire.survey, questionnaire):
        row.version += 1
        save_by(row, by=by)


def unsent(survey: Survey) -> QuerySet[Respondent]:
    """Who answers by link and has not pressed Send; a trial is nobody."""
    return Respondent.objects.filter(survey=survey, invitation__is_trial=False, invitation__answered_at=None)


def begun(survey: Survey) -> QuerySet[Respondent]:
    """Of those, who has given at least one score: they count when the survey closes."""
    scored = Answer.objects.filter(respondent=OuterRef("pk")).exclude(importance=None, performance=None)
    return unsent(survey).filter(Exists(scored) | ~Q(satisfaction=None) | ~Q(recommendation=None))


def count_begun(survey: Survey, now: datetime) -> None:
    """Invitations know it too: how many answered is asked often, and would else read all respondents there are."""
    found = begun(survey)
    survey.invitations.filter(pk__in=found.values("invitation")).update(counted_at=now)
    found.update(counts=True)


def freeze_attributes(invitations: InvitationQuerySet) -> None:
    """Unit, sector and region as the accounts have them now: groups must not move while answers come."""
    account = Account.objects.filter(pk=OuterRef("account"))
    invitations.filter(~Q(account=None)).update(
        unit=Subquery(account.values("unit")[:1]),
        sector=Subquery(account.values("sector")[:1]),
        region=Subquery(account.values("region")[:1]),
    )
