"""Releasing results: what a survey's answers come to is written into the survey itself when it closes."""

from django.db import transaction

from surveys.models import Survey


@transaction.atomic
def release_results(*, survey: Survey) -> None:
    """Keep the figures of a survey that takes no more answers; releasing again gives the same.

    Of a named survey, the joint counts of everybody who counts.
    """
    slugs = list(survey.survey_criteria.values_list("criterion__slug", flat=True))
    survey.tallies = survey.respondents.counted().tallies(slugs).to_json()
    survey.cells = {}
    survey.invited = survey.invitations.real().filter(audience="customer").exclude(sent_at=None).count()
    kept = {name: getattr(survey, name) for name in ("tallies", "cells", "invited")}
    Survey.objects.filter(pk=survey.pk).update(**kept)
