"""Pages of privacy: the register, finding a person, giving and erasing what is held."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Contact, Role
from planning.jobs import remove_old_requests
from planning.models import PrivacyRequest
from planning.models.privacy import hash_of
from surveys.models import Answer, Respondent, Survey
from tests import factories
from tests.accounts.judged import AHEAD, judge

NOT_ADMIN = ["alice", "bob", "mona", "carol", "dave", "stranger"]
PAGES = ["privacy", "privacy_csv", "privacy_xlsx", "privacy_person"]
OF_A_REQUEST = ["privacy_request", "privacy_leave_out", "privacy_export", "privacy_erase"]


def look(client, who):
    response = client.post(reverse("privacy_person"), {"who": who})
    assert response.status_code == 302
    return PrivacyRequest.objects.first()


def found(client, who):
    page = client.get(reverse("privacy_request", args=[look(client, who).pk]))
    return [(match.subject.slug, match.name, match.where) for match in page.context["matches"]]


# --- who gets in ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PAGES)
def test_the_register_is_the_administrators(cast, sign_in, name):
    assert sign_in(cast.ada).get(reverse(name)).status_code == 200
    assert {sign_in(getattr(cast, who)).get(reverse(name)).status_code for who in NOT_ADMIN} == {403}
    assert Client().get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", OF_A_REQUEST)
def test_a_request_is_its_administrators(cast, sign_in, name):
    address = reverse(name, args=[look(sign_in(cast.ada), "Erik Strandvik").pk])
    swede = factories.RoleFactory(unit=cast.foreign_account.unit, kind=Role.Kind.ADMIN).user
    assert sign_in(swede).post(address).status_code == (405 if name == "privacy_request" else 404)
    assert sign_in(swede).get(address).status_code in {404, 405}
    assert sign_in(cast.alice).post(address).status_code in {403, 405}
    assert Client().post(address).status_code == 302
    assert Contact.objects.filter(pk=cast.erik.pk).exists()


@pytest.mark.parametrize("name", ["privacy_leave_out", "privacy_export"])
def test_a_link_does_nothing(cast, sign_in, name):
    client = sign_in(cast.ada)
    assert client.get(reverse(name, args=[look(client, "Erik Strandvik").pk])).status_code == 405


# --- the register -----------------------------------------------------------------------------------------------------
def test_the_register_tells_of_each_table_with_persons(cast, sign_in):
    shown = sign_in(cast.ada).get(reverse("privacy")).content.decode()
    for word in ("Contacts", "Respondents", "Account teams", "<code>ip</code>", "Legitimate interest"):
        assert word in shown


def test_the_register_is_exported_line_by_line(cast, sign_in):
    response = sign_in(cast.ada).get(reverse("privacy_csv"))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) > 15
    assert lines[0].startswith('"Where","Columns","Whose","Purpose","Legal basis","Kept"')


# --- finding ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["Erik Strandvik", "erik STRANDVIK", "ERIK@verft.example", " erik@verft.example "])
def test_a_contact_is_found_by_full_name_or_address(cast, sign_in, who):
    assert found(sign_in(cast.ada), who) == [("contact", "Erik Strandvik", "Nordvik Verft")]


@pytest.mark.parametrize("who", ["Erik", "verft.example", "Erik_Strandvik", "%%%"])
def test_half_a_name_finds_nobody(cast, sign_in, who):
    assert found(sign_in(cast.ada), who) == []


@pytest.mark.parametrize("who", ["", "Er", "x" * 255, "nul\x00nul"])
def test_bad_input_is_told(cast, sign_in, who):
    assert sign_in(cast.ada).post(reverse("privacy_person"), {"who": who}).status_code == 422
    assert not PrivacyRequest.objects.exists()


def test_users_respondents_and_earlier_names_are_found(cast, sign_in):
    survey = factories.SurveyFactory(unit=cast.account.unit)
    factories.RespondentFactory(survey=survey, label="Carol")
    married = factories.ContactFactory(account=cast.account, name="Carol")
    married.name = "Carol Vik"
    married.save()
    assert found(sign_in(cast.ada), "carol") == [
        ("contact", "Carol Vik", "Nordvik Verft"),
        ("user", "Carol", "Norway"),
        ("respondent", "Carol", str(survey)),
    ]


def test_who_was_only_invited_is_found_by_name_or_address(cast, sign_in):
    survey = factories.SurveyFactory(unit=cast.account.unit)
    factories.InvitationFactory(survey=survey, name="Ivar Bedt", email="ivar@verft.example")
    factories.InvitationFactory(survey=survey, name="Erik S.", email="erik@verft.example", contact=cast.erik)
    for who in ("ivar bedt", "IVAR@verft.example"):
        assert found(sign_in(cast.ada), who) == [("invited", "Ivar Bedt", str(survey))]
    assert found(sign_in(cast.ada), "erik@verft.example") == [("contact", "Erik Strandvik", "Nordvik Verft")]


def test_an_administrator_finds_only_the_people_of_his_units(cast, sign_in):
    swede = factories.RoleFactory(unit=cast.foreign_account.unit, kind=Role.Kind.ADMIN).user
    factories.ContactFactory(account=cast.foreign_account, name="Erik Strandvik")
    assert found(sign_in(swede), "Erik Strandvik") == [("contact", "Erik Strandvik", "Mälarhamn Bygg")]


def test_the_request_keeps_a_hash_and_no_name(cast, sign_in):
    asked = look(sign_in(cast.ada), "Erik Strandvik")
    assert asked.subject_hash == hash_of("erik  STRANDVIK")
    assert asked.asked_by == cast.ada
    assert "strandvik" not in str(PrivacyRequest.objects.values().get()).lower()


def test_a_namesake_is_left_out(cast, sign_in):
    namesake = factories.ContactFactory(account=cast.foreign_account, name="Erik Strandvik")
    client = sign_in(cast.ada)
    asked = look(client, "Erik Strandvik")
    client.post(reverse("privacy_leave_out", args=[asked.pk]), {"match": f"contact-{namesake.pk}"})
    client.post(reverse("privacy_leave_out", args=[asked.pk]), {"match": "nonsense"})
    asked.refresh_from_db()
    assert asked.found["contact"] == [cast.erik.pk]


# --- giving -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def answered(cast):
    survey = factories.SurveyFactory(unit=cast.account.unit, created_by=cast.mona, title="Autumn")
    respondent = factories.RespondentFactory(survey=survey, label="E. Strandvik", contact=cast.erik)
    Answer.objects.create(respondent=respondent, criterion=factories.CriterionFactory(), importance=9)
    return survey


def test_everything_is_downloaded_and_that_is_written_down(cast, sign_in, answered):
    client = sign_in(cast.ada)
    asked = look(client, "Erik Strandvik")
    response = client.post(reverse("privacy_export", args=[asked.pk]))
    given = {table["what"]: table["rows"] for table in json.loads(response.content)["held"]}
    assert response["Content-Disposition"] == f'attachment; filename="request-{asked.pk}.json"'
    assert given["Contacts"][0]["name"] == "Erik Strandvik"
    assert given["Respondents"][0]["label"] == "E. Strandvik"
    assert given["Answers"] == [{"importance": 9, "performance": None, "no_experience": False}]
    asked.refresh_from_db()
    assert asked.exported_at is not None


def test_the_account_gives_away_its_name_and_nothing_else(cast, sign_in, answered):
    cast.account.status_reason = "A secret of the account"
    cast.account.website = "https://secret.example"
    cast.account.save()
    client = sign_in(cast.ada)
    asked = look(client, "Erik Strandvik")
    for response in (
        client.get(reverse("privacy_request", args=[asked.pk])),
        client.post(reverse("privacy_export", args=[asked.pk])),
        client.get(reverse("privacy_erase", args=[asked.pk])),
    ):
        assert "secret" not in response.content.decode()


def test_what_was_confidential_is_shown_to_nobody(cast, sign_in, answered):
    Survey.objects.update(mode=Survey.Mode.CONFIDENTIAL)
    client = sign_in(cast.ada)
    asked = look(client, "Erik Strandvik")
    assert "E. Strandvik" not in client.post(reverse("privacy_export", args=[asked.pk])).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("bob", 200), ("mona", 200), ("carol", 403), ("dave", 404), ("ada", 404), ("stranger", 404)],
)
def test_who_keeps_a_contact_tells_him_what_is_held(cast, sign_in, who, status):
    client = sign_in(getattr(cast, who))
    assert client.get(reverse("contact_data", args=[cast.erik.pk])).status_code == status
    assert client.post(reverse("contact_data_export", args=[cast.erik.pk])).status_code == status
    assert PrivacyRequest.objects.filter(exported_at__isnull=False).count() == (status == 200)


@pytest.mark.parametrize(("who", "sees"), [("mona", True), ("alice", True), ("bob", False)])
def test_a_colleague_reads_no_answers_of_surveys_closed_to_him(cast, sign_in, answered, who, sees):
    client = sign_in(getattr(cast, who))
    for response in (
        client.get(reverse("contact_data", args=[cast.erik.pk])),
        client.post(reverse("contact_data_export", args=[cast.erik.pk])),
    ):
        assert ("E. Strandvik" in response.content.decode()) is sees


# --- erasing ----------------------------------------------------------------------------------------------------------
def test_what_is_held_is_asked_for_as_often_for_many_rows(cast, sign_in):
    client, address = sign_in(cast.alice), reverse("contact_data", args=[cast.erik.pk])
    counted = []
    for many in (1, 9):
        for survey in factories.SurveyFactory.create_batch(many, unit=cast.account.unit, created_by=cast.alice):
            invitation = factories.InvitationFactory(survey=survey, contact=cast.erik, account=cast.account)
            invitation.messages.create(kind="invitation", identifier=f"<{invitation.pk}@here>")
            about = {"survey": survey, "contact": cast.erik, "account": cast.account}
            respondent = factories.RespondentFactory(invitation=invitation, user=cast.bob, **about)
            criterion = factories.CriterionFactory()
            respondent.answers.create(criterion=criterion, importance=9)
            respondent.comments.create(criterion=criterion, text="Well done")
        judge(cast.account, cast.alice, AHEAD, asked=cast.erik)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12


def test_preview_then_erasure(cast, sign_in, answered):
    client = sign_in(cast.ada)
    asked = look(client, "Erik Strandvik")
    address = reverse("privacy_erase", args=[asked.pk])
    preview = client.get(address)
    assert {(str(known.what), n) for known, n in preview.context["rows"] if n} == {
        ("Contacts", 1), ("Contacts (earlier versions)", 1), ("Respondents", 1), ("Answers", 1),
        ("Overall satisfaction and recommendation", 1),
    }  # fmt: skip
    assert client.post(address).status_code == 422
    assert Contact.objects.filter(pk=cast.erik.pk).exists()
    assert client.post(address, {"is_sure": "on"}).status_code == 302
    assert not Contact.objects.filter(pk=cast.erik.pk).exists()
    assert Respondent.objects.get().label.startswith("Respondent ")
    asked.refresh_from_db()
    assert asked.erased_at is not None
    assert "Nobody of this name" in client.get(reverse("privacy_request", args=[asked.pk])).content.decode()


def test_an_owner_has_to_hand_over_first(cast, sign_in):
    client = sign_in(cast.ada)
    asked = look(client, "alice@supplier.example")
    response = client.post(reverse("privacy_erase", args=[asked.pk]), {"is_sure": "on"})
    assert response.status_code == 422
    assert "Nordvik Verft" in response.content.decode()
    cast.alice.refresh_from_db()
    assert cast.alice.name == "Alice"


def test_a_user_of_other_administrators_too_is_not_erased_by_one(cast, sign_in):
    norwegian = factories.RoleFactory(unit=cast.account.unit, kind=Role.Kind.ADMIN).user
    factories.RoleFactory(user=cast.bob, unit=cast.account.unit, kind=Role.Kind.KAM)
    factories.RoleFactory(user=cast.bob, unit=cast.foreign_account.unit, kind=Role.Kind.KAM)
    client = sign_in(norwegian)
    asked = look(client, "bob@supplier.example")
    assert client.get(reverse("privacy_request", args=[asked.pk])).status_code == 200
    assert client.post(reverse("privacy_erase", args=[asked.pk]), {"is_sure": "on"}).status_code == 403
    cast.bob.refresh_from_db()
    assert cast.bob.name == "Bob"


def test_a_request_proves_for_three_years_that_it_was_answered(cast, sign_in):
    asked = look(sign_in(cast.ada), "Erik Strandvik")
    remove_old_requests(asked.asked_at + timedelta(days=1095))
    assert PrivacyRequest.objects.exists()
    remove_old_requests(asked.asked_at + timedelta(days=1096))
    assert not PrivacyRequest.objects.exists()
