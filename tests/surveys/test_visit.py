"""The statements written by hand say what the models say, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from surveys.changes.answering import save_answers, send_answers
from surveys.domain.sheet import Given, Rating
from surveys.models import Answer, Invitation, Survey
from surveys.models.visit import READ, hold, visited, write_ratings
from tests import factories
from tests.surveys.answering import ask, criteria_of, queries, respondent

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


def test_what_is_read_is_what_the_models_read(django_assert_num_queries):
    pk = a_full_row().pk
    plain = Invitation.objects.select_related("survey__questionnaire").get(pk=pk)
    with django_assert_num_queries(1):
        found = visited(pk)
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


def test_who_is_not_there_is_nobody():
    invitation = ask()
    gone = visited(invitation.pk)
    invitation.delete()
    assert visited(gone.pk) is None
    with transaction.atomic():
        assert hold(gone) is False


def test_holding_reads_anew_what_may_have_changed():
    invitation = ask()
    early = visited(invitation.pk)
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=NOON, started_at=NOON)
    Survey.objects.filter(pk=invitation.survey_id).update(status="closed", deleted_at=NOON)
    with transaction.atomic():
        assert hold(early) is True
    assert (early.withdrawn_at, early.started_at, early.answered_at) == (NOON, NOON, None)
    assert (early.survey.status, early.survey.deleted_at) == ("closed", NOON)


def test_ratings_take_the_place_of_earlier_ones_in_one_statement():
    invitation = ask(3)
    first, second, third = criteria_of(invitation)
    save_answers(invitation=visited(invitation.pk), given=Given(importance={first: 3, third: 9}), now=timezone.now())
    news = {first: Rating(4, 5), second: Rating(no_experience=True)}
    done = queries(lambda: write_ratings(respondent(invitation), news))
    assert [each.split()[0] for each in done] == ["SELECT", "INSERT"]
    kept = Answer.objects.values_list("criterion", "importance", "performance", "no_experience")
    assert set(kept) == {(first, 4, 5, False), (second, None, None, True), (third, 9, None, False)}
    assert queries(lambda: write_ratings(None, {})) == []


def test_saving_and_then_sending_needs_no_second_look():
    invitation = visited(ask().pk)
    save_answers(invitation=invitation, given=Given(overall={"satisfaction": 7}), now=timezone.now())
    send_answers(invitation=invitation, given=None, now=timezone.now())
    assert respondent(invitation).counts is True
