"""Releasing results: what a survey's answers come to is written into the survey itself when it closes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from django.db import transaction

from accounts.models import Account, Unit
from surveys.domain.confidential import Group, LetOut, Voice, enough, let_out
from surveys.domain.judged import NO_ANSWERS, Answers, Judged
from surveys.domain.sums import Sums
from surveys.domain.tally import Audience
from surveys.models import Answer, Questionnaire, Respondent, Survey, Tallies
from surveys.models.questionnaire import USUAL_GROUP
from surveys.models.survey import ATTRIBUTES

Cells: TypeAlias = dict[str, dict[str, dict[str, Any]]]


@transaction.atomic
def release_results(*, survey: Survey) -> None:
    """Keep the figures of a survey that takes no more answers; releasing again gives the same.

    Of a named survey the joint counts of everybody who counts. Of a confidential one only sums over groups from which
    fewer than its threshold cannot be told apart; nothing at all when too few answered.
    """
    questionnaire = Questionnaire.objects.filter(survey=survey).first()
    asked = questionnaire.asked if questionnaire else frozenset()
    everything = survey.respondents.tallies(survey.slugs(), asked)
    survey.tallies, survey.cells = everything.to_json(), {}
    if survey.mode != Survey.Mode.NAMED:
        threshold = questionnaire.threshold if questionnaire else USUAL_GROUP
        survey.tallies, survey.cells = confidential(survey, everything, threshold)
    survey.invited = survey.invitations.response()[Audience.CUSTOMER].invited
    kept = {name: getattr(survey, name) for name in ("tallies", "cells", "invited")}
    Survey.objects.filter(pk=survey.pk).update(**kept)


def confidential(survey: Survey, everything: Tallies, threshold: int) -> tuple[dict[str, Any], Cells]:
    """What may be kept as the survey's tallies and cells: nothing else of `everything` ever leaves this function."""
    slugs = [each.criterion for each in everything.judged]
    customers = let_out(list(voices(survey)), slugs, ATTRIBUTES, threshold)
    sellers = {each.criterion: of_sellers(each.sellers, threshold) for each in everything.judged}
    if not (customers.whole or any(sums.importance_n or sums.performance_n for sums in sellers.values())):
        return {}, {}

    def kept(group: Group, without: Mapping[str, int | None]) -> dict[str, Any]:
        judged = (Judged(slug, group.sums[slug], sellers[slug], without.get(slug)) for slug in slugs)
        return Tallies(
            tuple(judged), group.answered, everything.seller_answered, everything.asked, group.overall, threshold
        ).to_json()

    enough_answered = customers.whole.answered >= threshold
    without = {each.criterion: each.no_experience for each in everything.judged} if enough_answered else {}
    names = names_of(customers)
    cells = {
        attribute: {
            value: {"name": names.get((attribute, value), value), "tallies": kept(group, {})}
            for value, group in groups.items()
        }
        for attribute, groups in customers.cells.items()
    }
    return kept(customers.whole, without), cells


def voices(survey: Survey) -> Iterator[Voice]:
    """Every customer who answered, with their groups as they were when the survey opened."""
    answers = Answer.objects.filter(respondent__survey=survey).exclude(importance=None).exclude(performance=None)
    pairs: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    ratings = answers.order_by().values_list("respondent", "criterion__slug", "importance", "performance")
    for respondent, slug, importance, performance in ratings.iterator():
        if importance is not None and performance is not None:
            pairs[respondent][slug] = (importance, performance)
    customers = survey.respondents.who_answered().filter(audience=Respondent.Audience.CUSTOMER).order_by()
    columns = ("pk", "satisfaction", "recommendation", *(f"invitation__{each}" for each in ATTRIBUTES))
    for pk, satisfaction, recommendation, *values in customers.values_list(*columns).iterator():
        attributes = tuple("" if value is None else str(value) for value in values)
        yield Voice(attributes, pairs.get(pk, {}), satisfaction, recommendation)


def of_sellers(answers: Answers, threshold: int) -> Answers:
    """They are never cut: importance over all who rated it, belief over all who said what they believe."""
    if answers == NO_ANSWERS:
        return NO_ANSWERS
    return Sums(enough(answers.every_importance, threshold), enough(answers.every_performance, threshold))


def names_of(customers: LetOut) -> dict[tuple[str, str], str]:
    """Of the accounts and units that are shown, as they are called now."""
    rows = {"account": Account.objects.all(), "unit": Unit.objects.all()}
    return {
        (attribute, str(pk)): name
        for attribute, found in rows.items()
        for pk, name in found.filter(pk__in=customers.cells.get(attribute, ())).values_list("pk", "name")
    }
