"""What a site begins with: people invited to an open survey; the tables of a twin are loosened first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

from django.db import connection, models
from django.utils import timezone
from environ import Env

from surveys.models import Criterion, Invitation, Respondent, SurveyCriterion
from surveys.models.invitation import hash_of
from tests import factories
from tests.migrated import database_of_its_own

CRITERIA = 12


def prepared(database, *steps):
    """What the last of these steps found, all taken in that database.

    By another thread, for that has a connection of its own: the test's is in the midst of a transaction.
    """

    def work():
        place = Env.db_url_config(database.address)
        with database_of_its_own(place.pop("NAME"), **place):
            return [step() for step in steps][-1]

    with ThreadPoolExecutor(1) as aside:
        return aside.submit(work).result()


def invite(number):
    """To an open survey: it, its twelve criteria, and everybody's link."""
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
    return survey.pk, [criterion.pk for criterion in criteria], tokens


def loosen():
    """Take away what keeps a person to one row of answers."""
    old = Respondent._meta.get_field("invitation")
    new = models.ForeignKey(Invitation, models.SET_NULL, null=True)
    new.set_attributes_from_name("invitation")
    new.model = Respondent
    once = next(each for each in Respondent._meta.constraints if each.name == "respondent_once_per_survey")
    others = [each for each in Respondent._meta.constraints if each is not once]
    with patch.object(Respondent._meta, "constraints", others):  # or SQLite, which makes the table anew, keeps it
        with connection.schema_editor() as editor:
            editor.remove_constraint(Respondent, once)
        with connection.schema_editor() as editor:
            editor.alter_field(Respondent, old, new)
