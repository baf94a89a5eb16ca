"""Whom to ask: contacts of accounts, sellers, lists pasted or uploaded; and who should be left in peace."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account
from kamplan.exports import Column, Table, xlsx_file
from surveys.changes.unsubscription import unsubscribe
from surveys.models import Survey, Unsubscription
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(cast):
    """A draft of alice's."""
    return factories.QuestionnaireFactory(
        survey__unit=cast.account.unit, survey__created_by=cast.alice, survey__status="draft", opened_at=None
    ).survey


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.alice)


def asked_before(days, *, unit=None, title="Earlier", **whom):
    unit = {"survey__unit": unit} if unit else {}
    survey = factories.QuestionnaireFactory(survey__title=title, **unit).survey
    return factories.InvitationFactory(survey=survey, sent_at=NOW - timedelta(days=days), **whom)


def invited(survey):
    return {invitation.email: invitation for invitation in survey.invitations.real()}


# --- contacts ---------------------------------------------------------------------------------------------------------
def contacts(client, survey, **narrowed):
    page = client.get(reverse("recipient_contacts", args=[survey.slug]), narrowed)
    assert page.status_code == 200
    groups = page.context["groups"]
    return {account.name: [(each.name, str(it.verdict)) for each, it in people] for account, people in groups}


def pick(client, survey, **ticked):
    return client.post(reverse("recipient_contacts", args=[survey.slug]), ticked, follow=True).content.decode()


def test_accounts_with_their_contacts_lost_ones_too(cast, survey, client):
    lost = factories.AccountFactory(
        name="Tapt", owner=cast.alice, status="lost", status_reason="Price", status_date=NOW.date()
    )
    factories.ContactFactory(account=lost, name="Ola", email="ola@tapt.example")
    factories.ContactFactory(account=lost, name="Per")
    factories.ContactFactory(account=cast.foreign_account, name="Secret")
    factories.ContactFactory(account=lost, name="Deleted", email="x@x.no", deleted_at=NOW)
    assert contacts(client, survey) == {
        "Nordvik Verft": [("Erik Strandvik", "new")],
        "Tapt": [("Ola", "new"), ("Per", "unreachable")],
    }
    assert list(contacts(client, survey, status="lost")) == list(contacts(client, survey, q="ola")) == ["Tapt"]
    assert contacts(client, survey, q="nobody") == {}
    page = client.get(reverse("recipient_contacts", args=[survey.slug])).content.decode()
    assert reverse("contact_edit", args=[lost.contacts.get(name="Per").pk]) in page


def test_accounts_where_somebody_is_known_come_first(cast, survey, client):
    empty = factories.AccountFactory(name="Aker", owner=cast.alice)
    factories.ContactFactory(account=empty, name="Deleted", deleted_at=NOW)
    factories.ContactFactory(account=factories.AccountFactory(name="Bakken", owner=cast.alice), email="b@x.no")
    assert list(contacts(client, survey)) == ["Bakken", "Nordvik Verft", "Aker"]


def test_the_picked_are_invited_with_account_and_language(cast, survey, client):
    cast.erik.language = "en"
    cast.erik.save()
    assert "1 person is invited." in pick(client, survey, pick=[cast.erik.pk])
    invitation = invited(survey)["erik@verft.example"]
    assert (invitation.contact, invitation.account, invitation.language) == (cast.erik, cast.account, "en")
    assert contacts(client, survey) == {"Nordvik Verft": [("Erik Strandvik", "invited")]}


@pytest.mark.parametrize("ticked", [{}, {"pick": ["x", "99999999999999999999", "-1"]}])
def test_nobody_picked_is_told(survey, client, ticked):
    assert "Nobody was chosen." in pick(client, survey, **ticked)
    assert invited(survey) == {}


def test_contacts_of_others_cannot_be_picked(cast, survey, client):
    stranger = factories.ContactFactory(account=cast.foreign_account, email="s@x.no")
    pick(client, survey, pick=[stranger.pk], anyway=[stranger.pk])
    assert invited(survey) == {}


def test_a_page_costs_the_same_with_one_and_with_many(cast, survey, client):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            contacts(client, survey)
        return len(asked)

    one = queries()
    for number in range(15):
        account = factories.AccountFactory(owner=cast.alice)
        contact = factories.ContactFactory(account=account, email=f"c{number}@x.no")
        asked_before(9, contact=contact)
    assert queries() == one


def test_a_closed_survey_asks_nobody_more(cast, survey, client):
    Survey.objects.update(status="closed")
    for page in ("recipient_contacts", "recipient_sellers", "recipient_list"):
        response = client.get(reverse(page, args=[survey.slug]))
        assert (response.status_code, response["Location"]) == (302, reverse("survey", args=[survey.slug]))
    pick(client, survey, pick=[cast.erik.pk])
    assert invited(survey) == {}


# --- left in peace ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("known_by", ["contact", "email"])
def test_who_was_asked_within_half_a_year_is_asked_only_when_somebody_says_so(cast, survey, client, known_by):
    asked_before(182, **{known_by: {"contact": cast.erik, "email": "erik@verft.example"}[known_by]})
    assert contacts(client, survey) == {"Nordvik Verft": [("Erik Strandvik", "recent")]}
    assert "1 person was left out." in pick(client, survey, pick=[cast.erik.pk])
    assert invited(survey) == {}
    pick(client, survey, anyway=[cast.erik.pk])
    assert list(invited(survey)) == ["erik@verft.example"]


def test_half_a_year_later_he_may_be_asked(cast, survey, client):
    asked_before(184, contact=cast.erik)
    assert contacts(client, survey) == {"Nordvik Verft": [("Erik Strandvik", "new")]}


@pytest.mark.parametrize(
    "never_reached", [{"bounced_at": NOW}, {"is_trial": True}, {"sent_at": None, "withdrawn_at": NOW}]
)
def test_what_never_reached_him_does_not_count(cast, survey, client, never_reached):
    earlier = asked_before(9, contact=cast.erik)
    type(earlier).objects.filter(pk=earlier.pk).update(**never_reached)
    assert contacts(client, survey) == {"Nordvik Verft": [("Erik Strandvik", "new")]}


def test_where_he_was_asked_is_told_to_whom_may_see_that_survey(cast, survey, client):
    asked_before(9, unit=cast.account.unit, title="Autumn pulse", contact=cast.erik)
    asked_before(2, unit=cast.foreign_account.unit, title="Swedish secret", contact=cast.erik)
    page = client.get(reverse("recipient_contacts", args=[survey.slug])).content.decode()
    assert ("in another survey" in page, "Swedish secret" in page) == (True, False)
    Survey.objects.filter(title="Swedish secret").update(unit=cast.account.unit)
    page = client.get(reverse("recipient_contacts", args=[survey.slug])).content.decode()
    assert "Swedish secret" in page


def test_who_is_about_to_be_asked_elsewhere_is_pointed_out(cast, survey, client):
    earlier = asked_before(0, unit=cast.account.unit, title="Twin", contact=cast.erik)
    type(earlier).objects.update(sent_at=None)
    assert "About to be asked: Twin" in client.get(reverse("recipient_contacts", args=[survey.slug])).content.decode()


def test_who_unsubscribed_is_not_offered(cast, survey, client):
    unsubscribe(address_hash=Unsubscription.hash_of("ERIK@verft.example"))
    assert contacts(client, survey) == {"Nordvik Verft": [("Erik Strandvik", "unsubscribed")]}
    pick(client, survey, pick=[cast.erik.pk], anyway=[cast.erik.pk])
    assert invited(survey) == {}


# --- sellers ----------------------------------------------------------------------------------------------------------
def sellers(client, survey, **narrowed):
    page = client.get(reverse("recipient_sellers", args=[survey.slug]), narrowed)
    return [user.name for user, _candidate in page.context["candidates"]]


def test_sellers_of_the_unit_and_of_accounts_invited(cast, survey, client):
    assert sellers(client, survey) == ["Alice", "Bob"]
    helper = factories.MemberFactory(account=cast.account, user=cast.dave).user
    factories.InvitationFactory(survey=survey, account=cast.account)
    assert sellers(client, survey) == ["Alice", "Bob", helper.name]
    assert sellers(client, survey, q="bob") == ["Bob"]
    cast.bob.is_active = False
    cast.bob.save()
    assert sellers(client, survey) == ["Alice", helper.name]


def test_a_seller_is_invited_as_one(cast, survey, client):
    address = reverse("recipient_sellers", args=[survey.slug])
    client.post(address, {"pick": [cast.bob.pk, cast.dave.pk]})
    (invitation,) = survey.invitations.all()
    assert (invitation.user, invitation.audience, invitation.account) == (cast.bob, "seller", None)


# --- lists ------------------------------------------------------------------------------------------------------------
def send(client, survey, text="", **more):
    data = {"text": text, "audience": "customer", "language": "nb", "step": "check", **more}
    return client.post(reverse("recipient_list", args=[survey.slug]), data)


def go_on(client, survey, text, **more):
    seen = send(client, survey, text).context["form"].seen
    return send(client, survey, text, step="invite", seen=seen, **more)


def verdicts(response):
    return [(line, each.person.name, str(each.verdict)) for line, each, _belongings in response.context["rows"]]


def test_a_list_is_looked_at_before_anybody_is_invited(cast, survey, client):
    asked_before(9, email="often@x.no")
    factories.InvitationFactory(survey=survey, email="known@x.no")
    unsubscribe(address_hash=Unsubscription.hash_of("quiet@x.no"))
    text = "Erik@Verft.example\nOften <often@x.no>\nknown@x.no\nquiet@x.no\nerik@verft.example\nnonsense"
    response = send(client, survey, text)
    assert response.status_code == 200
    assert verdicts(response) == [
        (2, "Often", "recent"),
        (1, "Erik Strandvik", "new"),
        (3, "known@x.no", "invited"),
        (4, "quiet@x.no", "unsubscribed"),
        (5, "Erik Strandvik", "repeated"),
    ]
    (problem, _why) = response.context["problems"][0]
    assert (problem.line, problem.code, problem.column) == (6, "no_address", "e-mail")
    assert len(response.context["problems"]) == 1
    assert response.context["form"]["text"].value() == text
    assert list(invited(survey)) == ["known@x.no"]


def test_who_is_known_is_invited_as_the_contact_he_is(cast, survey, client):
    assert go_on(client, survey, "erik@verft.example\nKari; kari@x.no; Nordvik Verft; en").status_code == 302
    erik, kari = invited(survey)["erik@verft.example"], invited(survey)["kari@x.no"]
    assert (erik.contact, erik.account, erik.name) == (cast.erik, cast.account, "Erik Strandvik")
    assert (kari.contact, kari.account, kari.language) == (None, cast.account, "en")


def test_sellers_in_a_list_are_the_users_they_are(cast, survey, client):
    go_on(client, survey, "BOB@supplier.example", audience="seller")
    assert invited(survey) == {}  # the list was looked at for customers
    text = "Name;E-mail;Audience\n;bob@supplier.example;seller"
    go_on(client, survey, text)
    assert (invited(survey)["bob@supplier.example"].user, survey.invitations.get().audience) == (cast.bob, "seller")


def test_an_account_must_be_one_the_reader_sees(cast, survey, client):
    factories.AccountFactory(name="Twin", owner=cast.alice)
    factories.AccountFactory(name="Twin", owner=cast.alice)
    response = send(client, survey, "A; a@x.no; Mälarhamn Bygg\nB; b@x.no; Twin\nC; c@x.no; 923 609 016")
    assert [problem.code for problem, _why in response.context["problems"]] == [
        *("unknown_account", "ambiguous_account", "unknown_account"),
    ]
    Account.objects.filter(pk=cast.account.pk).update(organisation_number="923609016")
    assert [line for line, *_ in verdicts(send(client, survey, "C; c@x.no; 923 609 016"))] == [1]


def test_going_on_past_refused_lines_needs_consent(survey, client):
    text = "a@x.no\nnonsense"
    response = go_on(client, survey, text)
    assert (response.status_code, invited(survey)) == (422, {})
    assert response.context["form"]["text"].value() == text
    assert go_on(client, survey, text, without_refused="on").status_code == 302
    assert list(invited(survey)) == ["a@x.no"]


def test_asked_recently_is_invited_only_when_ticked(survey, client):
    asked_before(9, email="often@x.no")
    asked_before(9, email="seldom@x.no")
    go_on(client, survey, "often@x.no\nseldom@x.no\nnew@x.no", anyway=["often@x.no"])
    assert sorted(invited(survey)) == ["new@x.no", "often@x.no"]


def test_a_list_changed_after_the_look_is_looked_at_again(survey, client):
    seen = send(client, survey, "a@x.no").context["form"].seen
    response = send(client, survey, "a@x.no\nb@x.no", step="invite", seen=seen)
    assert (response.status_code, invited(survey)) == (422, {})
    assert len(verdicts(response)) == 2


def test_sent_twice_a_list_invites_once(survey, client):
    seen = send(client, survey, "a@x.no").context["form"].seen
    first = send(client, survey, "a@x.no", step="invite", seen=seen)
    second = send(client, survey, "a@x.no", step="invite", seen=seen)
    assert (first.status_code, second.status_code, len(invited(survey))) == (302, 422, 1)


@pytest.mark.parametrize(
    ("text", "field"), [("", "text"), ("  \n ", "text"), ("a@x.no\n" * 2001, "text"), ("nul\x00@x.no", "text")]
)
def test_what_is_no_list_is_told(survey, client, text, field):
    response = send(client, survey, text)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_the_look_tells_what_was_understood_of_each(cast, survey, client):
    page = send(client, survey, "Kari; kari@x.no; Nordvik Verft; en\nname;sel@x.no").content.decode()
    assert "Nordvik Verft · Customer · English" in page
    assert "Customer · Norwegian" in page


# --- those asked last time --------------------------------------------------------------------------------------------
@pytest.fixture
def last_wave(cast, survey):
    earlier = factories.SurveyFactory(unit=cast.account.unit, created_by=cast.alice)
    about = {"survey": earlier, "sent_at": NOW - timedelta(days=300)}
    factories.InvitationFactory(name="Erik Strandvik", email="erik@verft.example", account=cast.account, **about)
    factories.InvitationFactory(name="Bob", email="bob@supplier.example", audience="seller", language="en", **about)
    factories.InvitationFactory(name="Gone", email="gone@x.no", withdrawn_at=NOW, **about)
    survey.questionnaire.repeats = earlier
    survey.questionnaire.save()
    return earlier


def test_those_asked_last_time_are_looked_at_at_once(cast, survey, client, last_wave):
    address = f"{reverse('recipient_list', args=[survey.slug])}?before"
    assert address in client.get(reverse("invitation_list", args=[survey.slug])).content.decode()
    response = client.get(address)
    assert verdicts(response) == [(2, "Bob", "new"), (3, "Erik Strandvik", "new")]
    text = response.context["form"]["text"].value()
    assert not survey.invitations.exists()
    assert go_on(client, survey, text).status_code == 302
    bob, erik = invited(survey)["bob@supplier.example"], invited(survey)["erik@verft.example"]
    assert (bob.user, bob.audience, bob.language) == (cast.bob, "seller", "en")
    assert (erik.contact, erik.account) == (cast.erik, cast.account)


def test_who_was_asked_last_time_is_told_only_to_who_may_edit_that_survey(cast, survey, client, last_wave):
    last_wave.created_by = cast.mona
    last_wave.save()
    address = f"{reverse('recipient_list', args=[survey.slug])}?before"
    assert address not in client.get(reverse("invitation_list", args=[survey.slug])).content.decode()
    assert "erik@verft.example" not in client.get(address).content.decode()


# --- files ------------------------------------------------------------------------------------------------------------
ROWS = (("Erik Strandvik", "erik@verft.example", "Nordvik Verft"), ("Bad", "nonsense", ""))


def as_csv():
    return SimpleUploadedFile(
        "list.csv", b"Navn;E-post;Kunde\nErik Strandvik;erik@verft.example;Nordvik Verft\nBad;nonsense;"
    )


def as_xlsx():
    table = Table("List", [Column(name) for name in ("Name", "E-mail", "Account")], ROWS)
    return SimpleUploadedFile("list.xlsx", xlsx_file(table))


@pytest.mark.parametrize("file", [as_csv, as_xlsx])
def test_a_file_becomes_a_list_that_can_be_corrected(cast, survey, client, file):
    response = send(client, survey, file=file())
    assert response.status_code == 200
    assert verdicts(response) == [(2, "Erik Strandvik", "new")]
    assert [problem.line for problem, _why in response.context["problems"]] == [3]
    text = response.context["form"]["text"].value()
    assert go_on(client, survey, text.replace("nonsense", "bad@x.no").replace("\n", "\r\n")).status_code == 302
    assert sorted(invited(survey)) == ["bad@x.no", "erik@verft.example"]


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"PK\x03\x04 broken", ""), (b"\n \n", ""), (b"x" * (5 * 1024 * 1024 + 1), ""), (b"a@x.no", "b@x.no")],
)
def test_a_file_that_cannot_be_used_is_told_and_what_was_typed_is_kept(survey, client, content, text):
    response = send(client, survey, text, file=SimpleUploadedFile("list.csv", content))
    assert (response.status_code, "file" in response.context["form"].errors) == (422, True)
    assert response.context["form"]["text"].value() == text
