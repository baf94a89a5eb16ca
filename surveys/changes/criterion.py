"""Changes to the criteria of a draft: which, in which order, and those in somebody's own words."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from kamplan.history import save_by
from surveys.changes.opening import NotNow
from surveys.changes.questionnaire import draft
from surveys.domain.slug import slug_of
from surveys.models import Criterion, Questionnaire, Survey, SurveyCriterion

MOST_CRITERIA = 40
LONGEST_REASON = 100


@transaction.atomic
def add_criterion(*, survey: Survey, criterion: Criterion, by: User) -> None:
    """At the end. The second time changes nothing."""
    questionnaire = draft(survey)
    chosen = survey.survey_criteria.order_by()
    if chosen.filter(criterion=criterion).exists():
        return
    if chosen.count() >= MOST_CRITERIA:
        raise NotNow(_("%(most)d criteria are the most that can be asked about.") % {"most": MOST_CRITERIA})
    last = chosen.aggregate(last=Max("order"))["last"]
    SurveyCriterion.objects.create(survey=survey, criterion=criterion, order=0 if last is None else last + 1)
    note(questionnaire, f"+ {criterion.name_en}", by)


@transaction.atomic
def remove_criterion(*, survey: Survey, criterion: Criterion, by: User) -> None:
    """One of its own that nobody else uses is gone with that."""
    questionnaire = draft(survey)
    removed, _rows = survey.survey_criteria.filter(criterion=criterion).delete()
    if removed:
        note(questionnaire, f"− {criterion.name_en}", by)
        if not criterion.in_library and is_unused(criterion):
            criterion.delete()


@transaction.atomic
def move_criterion(*, survey: Survey, criterion: Criterion, places: int, by: User) -> None:
    """Down the list, or up when `places` is negative; at an end it stays."""
    questionnaire = draft(survey)
    rows = list(survey.survey_criteria.all())
    here = next((place for place, row in enumerate(rows) if row.criterion_id == criterion.pk), None)
    if here is None or not 0 <= here + places < len(rows):
        return
    rows.insert(here + places, rows.pop(here))
    for order, row in enumerate(rows):
        row.order = order
    SurveyCriterion.objects.bulk_update(rows, ["order"])
    note(questionnaire, f"{'↑' if places < 0 else '↓'} {criterion.name_en}", by)


@transaction.atomic
def write_criterion(*, survey: Survey, criterion: Criterion, by: User) -> None:
    """Store a new one in somebody's own words, and add it."""
    criterion.slug = free_slug(criterion.name_en)
    try:
        with transaction.atomic():
            criterion.save()
    except IntegrityError:  # the same was worded elsewhere in the meantime
        criterion.slug = free_slug(criterion.name_en)
        criterion.save()
    add_criterion(survey=survey, criterion=criterion, by=by)


@transaction.atomic
def reword_criterion(*, survey: Survey, criterion: Criterion, by: User) -> None:
    """Save other words for one of its own. Raises NotNow when another survey asks about it by now."""
    questionnaire = draft(survey)
    if not is_own(criterion, survey):
        raise NotNow(_("Another survey asks about this criterion: its words stay, so that answers can be compared."))
    criterion.save()
    note(questionnaire, gettext_noop("A criterion was worded anew."), by)


def is_own(criterion: Criterion, survey: Survey) -> bool:
    """Made for this survey, and used by no other."""
    elsewhere = criterion.survey_criteria.exclude(survey=survey)
    return not (criterion.in_library or elsewhere.exists() or criterion.answers.exists())


def is_unused(criterion: Criterion) -> bool:
    return not (criterion.survey_criteria.exists() or criterion.answers.exists() or criterion.comments.exists())


def free_slug(name: str) -> str:
    """The name as a file of answers would write it; with a number when it is taken."""
    stem = slug_of(name, "_")[:100].strip("_") or "criterion"
    taken = set(Criterion.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 2
    slug = stem
    while slug in taken:
        slug, number = f"{stem}_{number}", number + 1
    return slug


def note(questionnaire: Questionnaire, what: str, by: User) -> None:
    """Into its history. Its version stays: who edits the terms meanwhile is not in the way."""
    questionnaire._change_reason = what[:LONGEST_REASON]  # type: ignore[attr-defined]
    save_by(questionnaire, by=by)
