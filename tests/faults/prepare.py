"""Run as a script: invites people to an open survey and prints who they are; loosens the tables of a twin first."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db import connection, models  # noqa: E402
from django.utils import timezone  # noqa: E402

from surveys.models import Criterion, Invitation, Respondent, SurveyCriterion  # noqa: E402
from surveys.models.invitation import hash_of  # noqa: E402
from tests import factories  # noqa: E402

CRITERIA = 12


def invite(number):
    """An open survey of twelve criteria, and the links of everybody invited to it."""
    survey = factories.QuestionnaireFactory(closes_at=timezone.now() + timedelta(days=14)).survey
    criteria = Criterion.objects.bulk_create(
        Criterion(slug=f"asked_{n}", name_en=f"Criterion {n}", name_nb=f"Kriterium {n}") for n in range(CRITERIA)
    )
    SurveyCriterion.objects.bulk_create(
        SurveyCriterion(survey=survey, criterion=criterion, order=n) for n, criterion in enumerate(criteria)
    )
    invited = Invitation.objects.bulk_create(
        Invitation(
            survey=survey,
            audience="customer",
            name=f"Invited {n}",
            email=f"invited{n}@customer.example",
            language="en",
            sent_at=timezone.now(),
        )
        for n in range(number)
    )
    for invitation in invited:
        invitation.token_hash = hash_of(invitation.token)
    Invitation.objects.bulk_update(invited, ["token_hash"], batch_size=500)
    tokens = {invitation.pk: invitation.token for invitation in invited}
    json.dump({"survey": survey.pk, "criteria": [criterion.pk for criterion in criteria], "tokens": tokens}, sys.stdout)


def loosen():
    """Take away what keeps a person to one row of answers."""
    old = Respondent._meta.get_field("invitation")
    new = models.ForeignKey(Invitation, models.SET_NULL, null=True)
    new.set_attributes_from_name("invitation")
    new.model = Respondent
    once = next(each for each in Respondent._meta.constraints if each.name == "respondent_once_per_survey")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Respondent, once)
    Respondent._meta.constraints.remove(once)  # or SQLite, which makes the table anew, brings it back
    with connection.schema_editor() as editor:
        editor.alter_field(Respondent, old, new)


if __name__ == "__main__":
    if "loosened" in sys.argv:
        loosen()
    invite(int(sys.argv[1]))
