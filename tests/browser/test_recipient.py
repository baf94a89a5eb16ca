"""Ticking the persons a survey is to ask: all of an account at once, and ticks that outlive a search."""

import pytest
from django.urls import reverse

from tests import factories
from tests.cast import everybody, tree_of_units

pytestmark = pytest.mark.browser


@pytest.fixture
def survey(live_server, django_db_serialized_rollback):
    cast = everybody(tree_of_units())
    other = factories.AccountFactory(name="Fjord Eiendom", owner=cast.alice)
    for number, account in enumerate((cast.account, other, other)):
        factories.ContactFactory(account=account, name=f"Person {number}", email=f"p{number}@x.example")
    factories.InvitationFactory(contact=cast.erik)
    survey = factories.QuestionnaireFactory(
        survey__created_by=cast.alice, survey__status="draft", opened_at=None
    ).survey
    survey.alice = cast.alice
    return survey


def test_ticks_outlive_a_search(survey, visit, page, sign_in):
    visit(reverse("recipient_contacts", args=[survey.slug]), sign_in(survey.alice))
    page.get_by_role("button", name="All of them").click()
    assert page.locator("input:checked").count() == 2
    page.get_by_role("searchbox").fill("nordvik")
    page.get_by_text("Chosen so far").wait_for()
    page.get_by_label("Ask all the same").check()
    page.get_by_role("searchbox").fill("")
    page.get_by_text("Chosen so far").wait_for(state="hidden")
    assert page.locator("input:checked").count() == 3
    page.get_by_role("searchbox").fill("nobody at all")
    page.get_by_text("No account matches").wait_for()
    page.get_by_role("searchbox").fill("nordvik")
    page.get_by_text("Chosen so far").wait_for()
    page.get_by_role("button", name="Invite the chosen").click()
    page.get_by_text("3 persons are invited.").wait_for()
    names = {invitation.name for invitation in survey.invitations.all()}
    assert names == {"Erik Strandvik", "Person 1", "Person 2"}
