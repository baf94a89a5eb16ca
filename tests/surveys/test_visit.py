"""The statements written by hand say what the models say, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from surveys.domain.sheet import Rating
from surveys.models import Answer, Invitation, Respondent, Survey
from surveys.models.visit import READ, begin, held, noted, obey, rated, visited
from tests import factories
from tests.surveys.answering import ask, criteria_of, queries

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 29, 12, 0, 0, 123456, tzinfo=UTC)


def a_full_row():
    """An invitation none of whose columns is empty."""
    invitation = ask(closes_at=NOON + timedelta(days=9), opened_at=NOON, threshold=7, asks_belief=True)
    made = {
        "account": factories.AccountFactory(),
        "contact": factories.ContactFactory(),
        "user": factories.UserFactory(),
    }
    for name, value in made.items():
        setattr(invitation, name, value)
    invitation.opened_at = invitation.started_at = invitation.answered_at = invitation.withdrawn_at = NOON
    invitation.token_hash, invitation.is_trial = "a" * 64, True
    invitation.save()
    Survey.objects.filter(pk=invitation.survey_id).update(deleted_at=NOON, created_by=invitation.user)
    return invitation


@pytest.mark.parametrize("asked", [visited, held])
def test_what_is_read_is_what_the_models_read(asked, django_assert_num_queries):
    full = a_full_row()
    plain = Invitation.objects.select_related("survey__questionnaire").get(pk=full.pk)
    held(full.pk, full.survey_id)  # planned from here on
    with django_assert_num_queries(1):
        found = asked(full.pk, full.survey_id)
        rows = (found, found.survey, found.survey.questionnaire)
        assert found.survey.questionnaire.survey is found.survey
        read = [{name: getattr(row, name) for name in READ[type(row)]} for row in rows]
    models = (plain, plain.survey, plain.survey.questionnaire)
    assert read == [{name: getattr(row, name) for name in READ[type(row)]} for row in models]
    assert None not in read[0].values()
    assert [found.survey.unit, found.survey.questionnaire.notice] == [
        plain.survey.unit,
        plain.survey.questionnaire.notice,
    ]


@pytest.mark.parametrize("model", READ)
def test_columns_stand_in_the_order_of_the_model(model):
    order = [field.attname for field in model._meta.concrete_fields]
    assert sorted(READ[model], key=order.index) == list(READ[model])


@pytest.mark.parametrize("asked", [visited, held])
def test_who_is_not_there_is_nobody(asked):
    invitation, other = ask(), ask()
    assert asked(invitation.pk, other.survey_id) is None
    pk, survey = invitation.pk, invitation.survey_id
    invitation.delete()
    assert asked(pk, survey) is None


def test_nobody_is_held_by_who_only_looks():
    invitation = ask()
    looked = queries(lambda: visited(invitation.pk, invitation.survey_id))
    assert len(looked) == 1
    assert "FOR" not in looked[0].split()


def somebody(invitation, **about):
    """Not stored yet, none of whose columns is empty."""
    plain = {"account": factories.AccountFactory(), "contact": factories.ContactFactory(), "user": invitation.user}
    given = {"satisfaction": 7, "recommendation": 0, "version": 1, "changed_at": NOON, "label": "Erik", **about}
    return Respondent(survey=invitation.survey, invitation=invitation, audience="customer", **plain, **given)


def test_who_begins_is_stored_as_the_model_would():
    respondent = somebody(a_full_row())
    assert begin(respondent) is True
    kept = Respondent.objects.get(pk=respondent.pk)
    values = {field.attname: getattr(kept, field.attname) for field in Respondent._meta.concrete_fields}
    assert values == {name: getattr(respondent, name) for name in values}
    assert None not in values.values()
    respondent.satisfaction = 1
    respondent.save(force_update=True)
    assert Respondent.objects.get().satisfaction == 1


def test_a_name_that_is_taken_stores_nobody_and_breaks_nothing():
    first = a_full_row()
    assert begin(somebody(first)) is True
    second = somebody(ask(survey=first.survey))
    assert begin(second) is False
    assert second.pk is None
    second.label = "Erik of another address"
    assert begin(second) is True
    assert Respondent.objects.count() == 2


def test_an_invitation_makes_one_respondent():
    invitation = a_full_row()
    begin(somebody(invitation))
    with pytest.raises(IntegrityError), transaction.atomic():
        begin(somebody(invitation, label="Another name"))


def test_ratings_take_the_place_of_earlier_ones():
    invitation = ask(3)
    first, second, third = criteria_of(invitation)
    respondent = factories.RespondentFactory(survey=invitation.survey, invitation=invitation)
    obey([rated(respondent, {first: Rating(3), third: Rating(9)})])
    obey([rated(respondent, {first: Rating(4, 5), second: Rating(no_experience=True)})])
    kept = Answer.objects.values_list("criterion", "importance", "performance", "no_experience")
    assert set(kept) == {(first, 4, 5, False), (second, None, None, True), (third, 9, None, False)}


def test_moments_are_stored_as_the_model_would():
    invitation = ask()
    invitation.opened_at, invitation.started_at = NOON, NOON + timedelta(minutes=1)
    obey([noted(invitation)])
    kept = Invitation.objects.get(pk=invitation.pk)
    assert (kept.opened_at, kept.started_at, kept.answered_at) == (NOON, NOON + timedelta(minutes=1), None)


def test_statements_go_to_postgresql_in_one_journey():
    invitation = ask(1)
    respondent = factories.RespondentFactory(survey=invitation.survey, invitation=invitation)
    both = [rated(respondent, {criteria_of(invitation)[0]: Rating(3)}), noted(invitation)]
    done = queries(lambda: obey(both))
    assert len(done) == (1 if connection.vendor == "postgresql" else 2)
    assert "INSERT" in done[0]
    assert "UPDATE surveys_invitation" in done[-1]
    assert queries(lambda: obey([])) == []
