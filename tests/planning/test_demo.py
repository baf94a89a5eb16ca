"""The demonstration comes whole, and is handed over to somebody real."""

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts.models import Account, Contact, Member, Role, TierRun, TierStanding, Unit, User
from planning.changes.leave_demo import demo_notice, needs_successor
from planning.domain import demo
from planning.domain.demo_accounts import ALL_ACCOUNTS
from surveys.models import Survey

pytestmark = pytest.mark.django_db


def rows():
    """How many rows each of our tables holds."""
    ours = [model for app in ("accounts", "surveys", "planning") for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model._default_manager.count() for model in ours}


def test_it_brings_everything_a_visitor_looks_for(supplier):
    assert Account.objects.count() == len(ALL_ACCOUNTS) == 60
    assert User.objects.count() == len(demo.PEOPLE)
    assert Contact.objects.count() == sum(len(account.contacts) for account in demo.ACCOUNTS)
    assert Member.objects.exists()
    loaded = Survey.objects.filter(questionnaire=None)
    assert {survey.tallies["answered"] for survey in loaded} == {4, demo.CUSTOMERS}
    assert {survey.status for survey in Survey.objects.exclude(questionnaire=None)} == {"open", "closed"}


def test_nobody_in_it_has_a_password(supplier):
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_its_addresses_belong_to_nobody(supplier):
    addresses = [*User.objects.values_list("email", flat=True), *Contact.objects.values_list("email", flat=True)]
    assert all(address.endswith(".example") for address in addresses)


def test_the_study_is_labelled_as_constructed_and_the_rest_as_invented(supplier):
    assert {survey.provenance.split()[0].rstrip(":") for survey in Survey.objects.all()} == {"Constructed", "Invented"}


def test_only_an_administrator_or_one_who_plays_in_it_may_remove_it(supplier, settings):
    settings.DEMO = True
    assert all(demo_notice(user) == (True, True) for user in User.objects.all())
    settings.DEMO = False
    assert [user.name for user in User.objects.all() if demo_notice(user).may_remove] == ["Runa Teigeland"]


def test_somebody_must_take_over_unless_there_is_a_real_administrator(supplier):
    assert needs_successor()
    call_command("first_administrator", email="real@company.example", name="Real", unit="Company")
    assert not needs_successor()


def test_the_page_hands_over_to_somebody_real(supplier, sign_in, settings, client):
    settings.DEMO = True
    jonas = sign_in(User.objects.get(email="jonas@havblikk.example"))
    assert jonas.get("/demo/").status_code == 200
    answer = jonas.post(
        "/demo/", {"company": "Company", "name": "Real", "email": "Real@company.example", "sells": "on"}
    )
    assert answer.status_code == 302
    assert [user.email for user in User.objects.all()] == ["real@company.example"]
    assert {role.kind for role in Role.objects.all()} == {"admin", "manager"}
    assert not Unit.objects.filter(is_demo=True).exists()
    assert client.get(answer.url).status_code == 200


def test_without_a_name_nothing_is_removed(supplier, sign_in):
    before = rows()
    answer = sign_in(User.objects.get(email="runa@havblikk.example")).post("/demo/", {"company": "Company"})
    assert answer.status_code == 422
    assert 'value="Company"' in answer.content.decode()
    assert rows() == before


def test_classes_have_two_years_in_which_something_moved(supplier):
    assert TierRun.objects.count() == 24
    assert set(TierStanding.objects.values_list("cause", flat=True)) >= {"moved up", "moved down", "not yet lasting"}
