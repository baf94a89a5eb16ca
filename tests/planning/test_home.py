"""The start page says what to do next, and how the survey that is out is doing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.changes.user import give_role
from accounts.models import Contact, KeyStatus, Role
from planning.domain.demo import invented_answers
from planning.views.home import MOST_ACCOUNTS
from surveys.changes.survey import store_survey
from surveys.charts.findings import sentences
from surveys.models import Survey
from tests import factories
from tests.accounts.key import bet, days, decided, nominated, round_opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(cast):
    """Alice's survey, sent to two customers, of whom one has answered."""
    survey = factories.SurveyFactory(
        title="What matters", unit=cast.account.unit, created_by=cast.alice, status=Survey.Status.OPEN
    )
    factories.QuestionnaireFactory(survey=survey, opened_at=timezone.now())
    now = timezone.now()
    factories.InvitationFactory(survey=survey, sent_at=now, answered_at=now)
    factories.InvitationFactory(survey=survey, sent_at=now)
    return survey


def study(cast):
    """A closed survey with answers."""
    answers = invented_answers(customers=4, sellers=2, accounts=[cast.account.name], seed=1)
    accounts = {cast.account.name: cast.account.pk}
    return store_survey(title="Study", unit=cast.account.unit, answers=answers, accounts=accounts, by=cast.alice)


def start_page(client):
    return client.get("/").content.decode()


def test_the_open_survey_stands_there_with_its_response(cast, sign_in, out):
    page = start_page(sign_in(cast.alice))
    assert "Answers are arriving" in page
    assert "1 of 2 answered" in page
    assert "See what they say" in page


def test_of_a_confidential_one_it_promises_no_results(cast, sign_in, out):
    Survey.objects.update(mode=Survey.Mode.CONFIDENTIAL)
    page = start_page(sign_in(cast.alice))
    assert "1 of 2 answered" in page
    assert "See how it goes" in page


def test_before_the_first_answer_it_says_that_it_is_open(cast, sign_in, out):
    out.invitations.update(answered_at=None)
    assert "A survey is open" in start_page(sign_in(cast.alice))


@pytest.mark.parametrize("status", [Survey.Status.DRAFT, Survey.Status.CLOSED])
def test_others_are_not_out(cast, sign_in, out, status):
    Survey.objects.update(status=status, closed_at=timezone.now())
    assert "asked-now" not in start_page(sign_in(cast.alice))


def test_who_may_not_see_it_does_not(cast, sign_in, out):
    assert "What matters" not in start_page(sign_in(cast.dave))


def test_who_has_asked_nobody_yet_is_shown_the_way(cast, sign_in):
    assert 'href="/surveys/ask/"' in start_page(sign_in(cast.alice))


def test_it_asks_the_database_as_often_for_many(cast, sign_in, out, django_assert_num_queries):
    client = sign_in(cast.alice)
    start_page(client)
    with CaptureQueriesContext(connection) as few:
        start_page(client)
    for number in range(5):
        other = factories.SurveyFactory(unit=out.unit, created_by=cast.alice, status=Survey.Status.OPEN)
        factories.QuestionnaireFactory(survey=other, opened_at=timezone.now())
        factories.InvitationFactory.create_batch(number, survey=other, sent_at=timezone.now())
    with django_assert_num_queries(len(few)):
        start_page(client)


def test_what_to_act_on_is_fetched_after_the_page(cast, sign_in):
    survey = study(cast)
    client = sign_in(cast.alice)
    address = reverse("home_acts", args=[survey.slug])
    page = start_page(client)
    assert f'hx-get="{address}"' in page
    assert f'href="{reverse("survey", args=[survey.slug])}"' in page  # without scripts
    assert [act.heading for act in client.get(address).context["acts"]] == [
        act.heading for act in sentences(survey.results(), survey.criterion_names()).acts
    ]


def test_the_latest_results_are_of_the_survey_that_closed_last_and_has_some(cast, sign_in):
    kept = study(cast)
    late = timezone.now() + timedelta(days=1)
    of_it = {"unit": cast.account.unit, "created_by": cast.alice, "status": Survey.Status.CLOSED, "closed_at": late}
    silent = factories.SurveyFactory(mode=Survey.Mode.CONFIDENTIAL, **of_it)
    for _number in range(5):  # however many have not closed
        factories.SurveyFactory(unit=cast.account.unit, created_by=cast.alice, status="draft", closed_at=None)
    found = sign_in(cast.alice).get("/").context
    assert (found["latest"], found["surveys"][0]) == (kept, silent)
    assert sign_in(cast.alice).get(reverse("home_acts", args=[silent.slug])).context["acts"] == ()


def test_the_steps_know_what_is_there(cast, sign_in):
    """Of contacts first at the latest accounts, then at all."""
    give_role(user=cast.ada, unit=cast.ada.unit, kind=Role.Kind.MANAGER, by=None)
    client = sign_in(cast.ada)

    def done():
        return {step["address"] for step in client.get("/").context["steps"] if step["progress"].is_done}

    about_people = {reverse("unit_list"), reverse("user_list")}
    assert done() == about_people | {reverse("account_create"), reverse("account_list")}
    factories.AccountFactory.create_batch(MOST_ACCOUNTS, unit=cast.ada.unit, owner=cast.ada)
    assert done() == about_people | {reverse("account_create"), reverse("account_list")}
    Contact.objects.update(deleted_at=timezone.now())
    assert done() == about_people | {reverse("account_create")}


def test_who_serves_an_account_is_sent_to_surveys_once_there_is_one(cast, sign_in):
    client = sign_in(cast.bob)
    surveys = reverse("survey_list")
    assert [step["address"] for step in client.get("/").context["steps"]] == [reverse("account_list")]
    factories.SurveyFactory(unit=cast.account.unit, account=cast.account, status=Survey.Status.OPEN, closed_at=None)
    assert [step["address"] for step in client.get("/").context["steps"]] == [reverse("account_list"), surveys]


@pytest.mark.parametrize(
    ("who", "is_told_to_ask"), [("alice", True), ("mona", True), ("bob", False), ("carol", False), ("ada", False)]
)
def test_only_who_may_ask_customers_is_told_to(cast, sign_in, who, is_told_to_ask):
    client = sign_in(getattr(cast, who))
    page = start_page(client)
    assert ("Ask customers or load a spreadsheet" in page) is is_told_to_ask
    assert ("No survey is yours to see yet" in page) is not is_told_to_ask
    assert (client.get(reverse("survey_ask")).status_code == 200) is is_told_to_ask


def test_what_waits_about_key_accounts_stands_in_order_of_its_days(cast, sign_in):
    def account(name):
        return factories.AccountFactory(name=name, unit=cast.account.unit, owner=cast.alice)

    bet(account("Overdue"), cast.mona, follow_up=days(-6))
    bet(account("Soon"), cast.mona, follow_up=days(9))
    nominated(account("Asked for"), cast.alice)
    decided(account("By the figures"), cast.mona, on=days(-20))
    round_opened(cast.mona, until=days(4))
    KeyStatus.objects.filter(act="nominated").update(on=days(-3))
    told = [(each.day, each.status.account.name, why) for each, why in sign_in(cast.alice).get("/").context["agenda"]]
    assert told == [
        (days(-6), "Overdue", "Follow-up overdue"),
        (days(-3), "Asked for", "Nominated, not decided"),
        (days(4), "By the figures", "To confirm by then"),
        (days(4), "Overdue", "To confirm by then"),
        (days(4), "Soon", "To confirm by then"),
        (days(9), "Soon", "Follow up"),
    ]
