"""The persons a survey asks: their list, how far each has come, taking back, other addresses, export."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kamplan.formats import day
from surveys.changes.invitation import invite, withdraw
from surveys.changes.message import queue_invitations
from surveys.changes.opening import NotNow
from surveys.changes.unsubscription import unsubscribe
from surveys.domain.recipient import Recipient
from surveys.models import Comment, Invitation, Message, Survey, Unsubscription
from surveys.models.invitation import State
from tests import factories

NOW = timezone.now()
HAPPENED = ("sent_at", "bounced_at", "opened_at", "started_at", "answered_at")


@pytest.fixture
def survey(cast):
    """Open, of alice's."""
    return factories.QuestionnaireFactory(survey__unit=cast.account.unit, survey__created_by=cast.alice).survey


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.alice)


def person(email, **more):
    return Recipient(**{"name": "Kari", "email": email, "language": "nb", "audience": "customer", **more})


def listed(client, survey, **narrowed):
    page = client.get(reverse("invitation_list", args=[survey.slug]), narrowed).context["page"]
    return [invitation.name for invitation in page]


def reached(survey, *states, **more):
    """An invitation to which all this has happened."""
    return factories.InvitationFactory(
        survey=survey, **{**dict.fromkeys(HAPPENED), **dict.fromkeys(states, NOW)}, **more
    )


# --- inviting ---------------------------------------------------------------------------------------------------------
def test_each_address_is_asked_once_and_written_to_when_open(cast, survey):
    account = {"account_id": cast.account.pk}
    made = invite(survey=survey, people=[person("a@x.no", **account), person("a@x.no")], by=cast.alice, now=NOW)
    invite(survey=survey, people=[person("a@x.no"), person("b@x.no")], by=cast.alice, now=NOW)
    assert [invitation.email for invitation in survey.invitations.order_by("pk")] == ["a@x.no", "b@x.no"]
    assert Invitation.objects.of_token(made[0].token).get() == made[0]
    assert Message.objects.filter(state="waiting").count() == 2
    made[0].refresh_from_db()
    assert (made[0].unit, made[0].created_by) == (cast.account.unit, cast.alice)


def test_a_draft_writes_to_nobody_and_a_closed_survey_asks_nobody(cast, survey):
    Survey.objects.update(status="draft")
    invite(survey=survey, people=[person("a@x.no")], by=cast.alice, now=NOW)
    assert (Invitation.objects.get().unit, Message.objects.count()) == (None, 0)
    Survey.objects.update(status="closed")
    with pytest.raises(NotNow):
        invite(survey=survey, people=[person("b@x.no")], by=cast.alice, now=NOW)


def test_a_table_of_many_is_written_by_few_statements(cast, survey, django_assert_max_num_queries):
    people = [person(f"p{number}@x.no") for number in range(300)]
    with django_assert_max_num_queries(30):  # SQLite takes so many values in one statement, so about 30 rows
        invite(survey=survey, people=people, by=cast.alice, now=NOW)
    assert Message.objects.count() == 300


# --- the list ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("number", "state"), list(enumerate(State.values[:6])))
def test_the_last_thing_that_happened_is_the_state(survey, client, number, state):
    everybody = [reached(survey, *HAPPENED[:n], name=f"P{n}") for n in range(6)]
    assert everybody[number].state == state
    assert listed(client, survey, state=state) == [f"P{number}"]


def test_who_was_withdrawn_is_shown_when_asked_for_and_trials_never(survey, client):
    reached(survey, "sent_at", "withdrawn_at", name="Gone")
    reached(survey, "sent_at", name="Trial", is_trial=True)
    reached(survey, "sent_at", name="There")
    assert listed(client, survey) == ["There"]
    assert listed(client, survey, state="withdrawn") == ["Gone"]


def test_search_audience_and_order(cast, survey, client):
    reached(survey, "sent_at", name="Åse Berg", account=cast.account, email="aase@x.no")
    reached(survey, name="Bob", audience="seller", email="bob@y.no")
    for narrowed, names in [
        ({"q": "berg åse"}, ["Åse Berg"]),
        ({"q": "nordVIK"}, ["Åse Berg"]),
        ({"q": "y.no"}, ["Bob"]),
        ({"audience": "seller"}, ["Bob"]),
        ({"sort": "-sent"}, ["Åse Berg", "Bob"]),
        ({"sort": "nonsense", "state": "nonsense", "audience": "x"}, ["Bob", "Åse Berg"]),
        ({"q": "nobody"}, []),
    ]:
        assert listed(client, survey, **narrowed) == names, narrowed


def test_a_list_costs_the_same_with_one_and_with_many(cast, survey, client):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            listed(client, survey)
        return len(asked)

    reached(survey, account=cast.account)
    one = queries()
    for number in range(30):
        reached(survey, account=factories.AccountFactory(name=f"A{number}"))
    assert queries() == one < 13


def test_who_unsubscribed_is_marked(survey, client):
    reached(survey, name="Quiet", email="quiet@x.no")
    unsubscribe(address_hash=Unsubscription.hash_of("quiet@x.no"))
    address = reverse("invitation_list", args=[survey.slug])
    assert "wants no more surveys" in client.get(address).content.decode()
    survey.invitations.update(sent_at=timezone.now())
    assert "wants no more surveys" in client.get(address).content.decode(), "no reminder goes to him either"
    survey.invitations.update(answered_at=timezone.now())
    assert "wants no more surveys" not in client.get(address).content.decode()


# --- the response -----------------------------------------------------------------------------------------------------
def test_the_response_moves_while_open_and_stops_asking_when_closed(survey, client):
    for states in (("sent_at",), ("sent_at", "answered_at"), ()):
        reached(survey, *states)
    address = reverse("invitation_response", args=[survey.slug])
    page = client.get(address).content.decode()
    assert ("1 of 2 have answered" in page, "50 %" in page, "hx-trigger" in page) == (True, True, True)
    Survey.objects.update(status="closed")
    page = client.get(address).content.decode()
    assert ("1 of 2 have answered" in page, "hx-trigger" in page) == (True, False)


@pytest.mark.parametrize(("who", "status"), [("kim", 200), ("carol", 200), ("dave", 404), ("ada", 404)])
def test_who_sees_the_survey_sees_the_response_and_not_the_persons(cast, survey, sign_in, who, status):
    kim = factories.RoleFactory(unit=cast.account.unit, kind="kam").user
    client = sign_in(kim if who == "kim" else getattr(cast, who))
    assert client.get(reverse("invitation_response", args=[survey.slug])).status_code == status
    assert client.get(reverse("invitation_list", args=[survey.slug])).status_code == (403 if status == 200 else 404)


def test_a_survey_from_a_file_has_no_invitations(cast, client):
    survey = factories.SurveyFactory(unit=cast.account.unit, created_by=cast.alice)
    assert client.get(reverse("invitation_list", args=[survey.slug])).status_code == 404


# --- one of them ------------------------------------------------------------------------------------------------------
def test_taken_back_the_link_is_dead_and_what_was_begun_is_gone(survey, client):
    invitation = reached(survey, "sent_at", "started_at")
    token = invitation.token
    Message.objects.create(invitation=invitation, kind="reminder", identifier="<1@x.example>")
    begun = factories.RespondentFactory(survey=survey, invitation=invitation, counts=False)
    Comment.objects.create(respondent=begun, text="Half a thought")
    for _twice in range(2):
        response = client.post(reverse("invitation_withdraw", args=[survey.slug, invitation.pk]))
        assert response.status_code == 302
    invitation.refresh_from_db()
    assert invitation.state is State.WITHDRAWN
    assert not Invitation.objects.of_token(token).exists()
    assert (Message.objects.get().state, survey.respondents.count()) == ("cancelled", 0)


def test_an_answer_that_was_sent_cannot_be_taken_back(survey, client):
    invitation = reached(survey, "sent_at", "started_at", "answered_at", name="Kari")
    address = reverse("invitation_withdraw", args=[survey.slug, invitation.pk])
    assert "Kari has answered" in client.post(address, follow=True).content.decode()
    with pytest.raises(NotNow):
        withdraw(invitation=invitation, now=NOW)


def test_bounced_by_hand_then_corrected_and_sent_again(survey, client):
    invitation = reached(survey, "sent_at", email="wrong@x.no")
    Message.objects.create(
        invitation=invitation, kind="invitation", identifier="<1@x.example>", state="sent", sent_at=NOW
    )
    old = invitation.token
    client.post(reverse("invitation_bounced", args=[survey.slug, invitation.pk]))
    invitation.refresh_from_db()
    assert (invitation.state, Message.objects.get().state) == (State.BOUNCED, "bounced")
    address = reverse("invitation", args=[survey.slug, invitation.pk])
    assert client.post(address, {"email": " Right@X.no "}).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.email, invitation.state, invitation.bounce_reason) == ("right@x.no", State.WAITING, "")
    assert not Invitation.objects.of_token(old).exists()
    assert Invitation.objects.of_token(invitation.token).exists()
    message = Message.objects.get()
    assert (message.state, message.identifier != "<1@x.example>") == ("waiting", True)


@pytest.mark.parametrize("email", ["", "nonsense", "taken@x.no", "a@x.no\r\nBcc: b@x.no"])
def test_a_bad_address_changes_nothing_and_is_kept(survey, client, email):
    reached(survey, email="taken@x.no")
    invitation = reached(survey, "sent_at", email="wrong@x.no")
    response = client.post(reverse("invitation", args=[survey.slug, invitation.pk]), {"email": email})
    assert response.status_code == 422
    assert response.context["form"]["email"].value() == email
    invitation.refresh_from_db()
    assert invitation.email == "wrong@x.no"


def test_who_has_begun_is_not_written_to_elsewhere(survey, client):
    invitation = reached(survey, "sent_at", "started_at", email="right@x.no")
    response = client.post(reverse("invitation", args=[survey.slug, invitation.pk]), {"email": "b@x.no"})
    assert response.status_code == 422
    assert client.post(reverse("invitation_bounced", args=[survey.slug, invitation.pk])).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.email, invitation.bounced_at) == ("right@x.no", None)


def test_a_trial_or_an_invitation_of_another_survey_is_not_found_here(survey, client):
    trial = reached(survey, is_trial=True)
    other = factories.InvitationFactory()
    for invitation in (trial, other):
        assert client.get(reverse("invitation", args=[survey.slug, invitation.pk])).status_code == 404


# --- sending to the rest ----------------------------------------------------------------------------------------------
def test_those_not_yet_sent_are_written_to_once(survey, client):
    reached(survey)
    reached(survey, email="quiet@x.no")
    unsubscribe(address_hash=Unsubscription.hash_of("quiet@x.no"))
    for told in ("1 invitation is on its way", "Nobody is left to send it to"):
        assert told in client.post(reverse("invitation_send", args=[survey.slug]), follow=True).content.decode()
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "told"), [("waiting", "it is tried again at"), ("failed", "was given up after five tries"), ("sent", "")]
)
def test_why_a_mail_has_not_arrived_yet_is_told_on_its_page(survey, client, state, told):
    invitation = reached(survey)
    queue_invitations(survey=survey, now=timezone.now())
    page = reverse("invitation", args=[survey.slug, invitation.pk])
    assert "The mail server" not in client.get(page).content.decode(), "nobody has tried yet"
    sent_at = timezone.now() if state == "sent" else None
    invitation.messages.update(state=state, tries=2, error="451 4.7.1 Greylisted", sent_at=sent_at)
    shown = client.get(page).content.decode()
    assert ("451 4.7.1 Greylisted" in shown) is bool(told)
    assert told in shown


def test_a_draft_sends_nothing(survey, client):
    reached(survey)
    Survey.objects.update(status="draft")
    client.post(reverse("invitation_send", args=[survey.slug]))
    assert not Message.objects.exists()


# --- export -----------------------------------------------------------------------------------------------------------
def test_the_export_is_the_list_with_safe_cells_and_no_answers(cast, survey, client):
    Survey.objects.update(mode="confidential")
    reached(survey, "sent_at", "answered_at", name="=cmd()", email="kari@x.no", account=cast.account)
    reached(survey, name="Ola", audience="seller")
    content = client.get(reverse("invitation_csv", args=[survey.slug]), {"audience": "customer"}).content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert list(rows[0]) == [
        *("Name", "E-mail", "Account", "Audience", "Language", "State"),
        *("Since", "Sent", "Last reminder", "Answered"),
    ]
    (row,) = rows
    assert [row[name] for name in ("Name", "Account", "Audience", "State")] == [
        "'=cmd()", "Nordvik Verft", "Customer", "Answered",
    ]  # fmt: skip
    assert client.get(reverse("invitation_xlsx", args=[survey.slug])).content.startswith(b"PK")


def test_who_waits_since_long_is_not_asked_again_by_accident(survey):
    recent = reached(survey, "sent_at", email="a@x.no")
    Invitation.objects.filter(pk=recent.pk).update(sent_at=NOW - timedelta(days=200))
    assert not Invitation.objects.asked_since(NOW - timedelta(days=183)).exists()
    Invitation.objects.filter(pk=recent.pk).update(reminded_at=NOW - timedelta(days=180))
    assert Invitation.objects.asked_since(NOW - timedelta(days=183)).get() == recent


@pytest.mark.parametrize(("mode", "told"), [("named", True), ("confidential", False)])
def test_in_confidence_the_day_of_answering_is_told_and_not_the_hour(survey, client, mode, told):
    Survey.objects.update(mode=mode)
    at = NOW - timedelta(days=3, minutes=61)
    invitation = reached(survey)
    Invitation.objects.update(opened_at=at, started_at=at, answered_at=at)
    pages = (
        reverse("invitation_list", args=[survey.slug]),
        reverse("invitation", args=[survey.slug, invitation.pk]),
        reverse("invitation_csv", args=[survey.slug]),
    )
    for page in pages:
        content = client.get(page).content.decode()
        assert (f"{timezone.localtime(at):%H:%M}" in content) is told, page
    assert day(timezone.localdate(at)) in client.get(pages[0]).content.decode()
