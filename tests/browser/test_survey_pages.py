"""Pages of surveys that need a story before there is anything to look at: fit on a desk and a phone, light and dark."""

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.changes.message import message_to
from surveys.changes.unsubscription import unsubscribe_token
from surveys.exports.message import mail_of
from surveys.models import Criterion, Message
from tests import factories
from tests.browser.fitness import unfit
from tests.cast import everybody, tree_of_units
from tests.surveys.conftest import rate

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(live_server, django_db_serialized_rollback):
    return everybody(tree_of_units())


@pytest.fixture
def look(cast, sign_in, visit, page):
    client = sign_in(cast.mona)

    def looked(*addresses):
        faults = []
        for address in addresses:
            assert visit(address, client).status == 200
            faults += [f"{address}: {fault}" for fault in unfit(page)]
        return faults

    return looked


def wave(cast, name, repeats=None, **about):
    status = {"status": "open", "closed_at": None, **about}
    survey = factories.SurveyFactory(title=name, slug=name, created_by=cast.mona, unit=cast.account.unit, **status)
    factories.QuestionnaireFactory(survey=survey, repeats=repeats)
    for slug in ("trust", "advice"):
        criterion, _made = Criterion.objects.get_or_create(slug=slug, defaults={"name_en": slug, "name_nb": slug})
        survey.survey_criteria.create(criterion=criterion)
    return survey


def answered(survey, cast, score):
    invitation = factories.InvitationFactory(
        survey=survey, account=cast.account, contact=cast.erik, answered_at=timezone.now()
    )
    respondent = factories.RespondentFactory(
        survey=survey, account=cast.account, contact=cast.erik, invitation=invitation, satisfaction=score
    )
    rate(respondent, {"trust": (9, score), "advice": (8, "none")})
    respondent.comments.create(text="Go on")
    return respondent


def test_waves_and_one_persons_answers(cast, look):
    first = wave(cast, "first")
    second = wave(cast, "second", repeats=first)
    answered(first, cast, 4)
    respondent = answered(second, cast, 7)
    one = reverse("survey_answer", args=["second", respondent.pk])
    assert look("/surveys/second/", "/surveys/second/waves/", "/surveys/second/answers/", one) == []


def test_before_an_answer_and_after_closing(cast, look):
    silent, closed = wave(cast, "silent"), wave(cast, "closed", status="closed", closed_at=timezone.now())
    factories.InvitationFactory(survey=silent)
    assert look("/surveys/silent/", f"/surveys/{closed.slug}/reopen/", "/surveys/silent/invitations/") == []


def test_whom_to_add(cast, look):
    draft = wave(cast, "draft", status="draft")
    factories.InvitationFactory(contact=cast.erik, email=cast.erik.email)
    factories.ContactFactory(account=cast.account, name="Without an address")
    ways = [reverse(f"recipient_{way}", args=[draft.slug]) for way in ("contacts", "sellers", "list")]
    assert look(*ways, reverse("criterion_create", args=[draft.slug])) == []


def test_a_mail_and_its_unsubscription(cast, visit, page):
    invitation = factories.InvitationFactory(survey=wave(cast, "open"))
    visit(reverse("unsubscribe", args=[unsubscribe_token(invitation.email)]))
    assert list(unfit(page)) == []
    page.get_by_role("button", name="Send me no more surveys").click()
    page.get_by_role("heading", name="You get no more surveys from us").wait_for()
    assert list(unfit(page)) == []
    mail = mail_of(message_to(invitation, Message.Kind.INVITATION, 0, timezone.now()))
    page.goto("about:blank")
    page.set_content(mail.alternatives[0][0])  # on our page it lies in a sandbox without scripts
    assert list(unfit(page)) == ["0 main headings"]
