"""Changes to surveys: storing one with all its answers, editing it, putting it in the bin and taking it out again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Unit, User
from kamplan.bulk import tell_database
from kamplan.formats import number
from kamplan.history import save_by
from surveys.domain.answer_set import AnswerSet, AnswerSheet
from surveys.domain.slug import slug_of
from surveys.domain.tally import Audience
from surveys.models import Answer, Criterion, Respondent, Survey, SurveyCriterion, Tallies

Progress: TypeAlias = Callable[[int, int], None]

BATCH = 1000  # respondents written at a time
LONGEST_SLUG = 170
RESERVED = frozenset({"new", "ask", "uploads", "bin"})  # these words are addresses of other pages


class TitleRefused(Exception):
    """A survey cannot have this title; the text says why."""


class InvitedRefused(Exception):
    """So few customers cannot have been invited; the text says why."""


def slug_for(title: str) -> str:
    """The part of the address a new survey of this title gets."""
    slug = slug_of(title)[:LONGEST_SLUG].strip("-")
    if not slug or not title.isprintable():
        raise TitleRefused(_("The title needs at least one letter or digit, and no control characters."))
    if slug in RESERVED:
        raise TitleRefused(_("“%(slug)s” is the address of another page. Choose a longer title.") % {"slug": slug})
    if Survey.objects.kept().filter(slug=slug).exists():
        raise TitleRefused(taken(slug))
    return slug


def taken(slug: str) -> str:
    return _("There is already a survey with the address “%(slug)s”. Choose another title.") % {"slug": slug}


def enough_invited(invited: int | None, answered: int) -> int | None:
    """The customers invited, None when unknown: whoever answered was one of them. Raises InvitedRefused."""
    if invited is not None and invited < answered:
        text = ngettext(
            "%(n)s customer has answered, so no fewer can have been invited. Give no number when it is not known.",
            "%(n)s customers have answered, so no fewer can have been invited. Give no number when it is not known.",
            answered,
        )
        raise InvitedRefused(text % {"n": number(answered)})
    return invited


def unwatched(done: int, total: int) -> None:
    """Nobody wants to know how far it is."""


@transaction.atomic
def store_survey(
    *,
    title: str,
    unit: Unit,
    answers: AnswerSet,
    by: User | None,
    accounts: Mapping[str, int] | None = None,
    invited: int | None = None,
    provenance: str = "",
    closed_at: datetime | None = None,
    progress: Progress = unwatched,
) -> Survey:
    """Make a closed survey of checked answers: all of it, or nothing. Closed now, unless it is said when.

    `accounts` leads from the text in a respondent's account cell to the account's id.
    Raises TitleRefused and InvitedRefused.
    """
    criteria = known_or_new(answers.criteria)
    tallies = Tallies(answers.judged(), answers.answered(Audience.CUSTOMER), answers.answered(Audience.SELLER))
    survey = Survey(
        title=title.strip(),
        slug=slug_for(title),
        unit=unit,
        scale_low=answers.scale.low,
        scale_high=answers.scale.high,
        status=Survey.Status.CLOSED,
        invited=enough_invited(invited, tallies.answered),
        provenance=provenance,
        tallies=tallies.in_order(criteria).to_json(),
        created_by=by,
        closed_at=closed_at or timezone.now(),
    )
    try:
        with transaction.atomic():
            save_by(survey, by=by)
    except IntegrityError as error:  # another of the same title was stored in the meantime
        raise TitleRefused(taken(survey.slug)) from error
    SurveyCriterion.objects.bulk_create(
        SurveyCriterion(survey=survey, criterion=criterion, order=order)
        for order, criterion in enumerate(criteria.values())
    )
    store_answers(survey, answers.sheets, criteria, accounts or {}, progress)
    return survey


def known_or_new(names: Mapping[str, str]) -> dict[str, Criterion]:
    """The criteria of {slug: name}: the library's in its order, then the others in the order they came."""
    known = Criterion.objects.in_bulk(list(names), field_name="slug")
    made = [Criterion(slug=slug, name_en=name, name_nb=name) for slug, name in names.items() if slug not in known]
    Criterion.objects.bulk_create(made, ignore_conflicts=True)  # another import may make the same one now
    criteria = Criterion.objects.in_bulk(list(names), field_name="slug") if made else known
    places = {slug: place for place, slug in enumerate(names)}
    return dict(sorted(criteria.items(), key=lambda item: (item[1].order, places[item[0]])))


def store_answers(
    survey: Survey,
    sheets: Sequence[AnswerSheet],
    criteria: Mapping[str, Criterion],
    accounts: Mapping[str, int],
    progress: Progress,
) -> None:
    for start in range(0, len(sheets), BATCH):
        some = sheets[start : start + BATCH]
        respondents = Respondent.objects.bulk_create(
            Respondent(
                survey=survey,
                audience=sheet.audience.value,
                label=sheet.respondent,
                account_id=accounts[sheet.account] if sheet.account else None,
            )
            for sheet in some
        )
        Answer.objects.bulk_create(
            (
                Answer(respondent=respondent, criterion=criteria[slug], importance=importance, performance=performance)
                for respondent, sheet in zip(respondents, some, strict=True)
                for slug, (importance, performance) in sheet.pairs().items()
            ),
            batch_size=5 * BATCH,
        )
        progress(start + len(some), len(sheets))
    if len(sheets) > BATCH:
        tell_database(Respondent, Answer)


@transaction.atomic
def delete_survey(*, survey: Survey, by: User) -> None:
    """Put it in the bin, from which it can be restored."""
    survey.deleted_at, survey.deleted_by = timezone.now(), by
    save_by(survey, by=by)


@transaction.atomic
def restore_survey(*, survey: Survey, by: User) -> None:
    """Take it out of the bin. Raises TitleRefused when another survey has its address by now."""
    survey.deleted_at = survey.deleted_by = None
    try:
        with transaction.atomic():
            save_by(survey, by=by)
    except IntegrityError as error:
        raise TitleRefused(taken(survey.slug)) from error
