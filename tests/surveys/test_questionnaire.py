"""Making a draft, a new wave of an earlier survey, and the terms of both."""

import pytest

from surveys.changes.notice import MONTHS_CONFIDENTIAL, MONTHS_NAMED, notices
from surveys.changes.opening import open_survey
from surveys.changes.retention import YEARS_KEPT
from surveys.models import Criterion, Questionnaire, Survey
from tests import factories
from tests.checksum import checksum
from tests.surveys.asked import NOW, draft_of, invite


def asking(units, **changed):
    return {"title": "Spring", "unit": units.bergen.pk, "asked_by": "Nordvik Supply", **changed}


def terms(questionnaire, **changed):
    """What the browser sends of the form, as it stands; a box that is not ticked is not sent."""
    ticked = dict.fromkeys(("asks_customers", "asks_sellers", "asks_satisfaction", "asks_comments"), "on")
    sent = {"version": questionnaire.version, "mode": "named", "threshold": "5", "asked_by": "Nordvik Supply"}
    merged = {**sent, **ticked, **changed}
    return {name: value for name, value in merged.items() if value is not None}


@pytest.fixture
def questionnaire(cast, units):
    return draft_of(cast.alice, units.bergen)


def test_a_draft_begins_with_the_twelve_criteria_of_the_study(cast, units, sign_in):
    answer = sign_in(cast.alice).post("/surveys/ask/", asking(units, purpose_en="To learn."))

    survey = Survey.objects.get()
    assert answer.url == "/surveys/spring/criteria/"
    assert (survey.status, survey.mode, survey.created_by) == ("draft", "named", cast.alice)
    assert (survey.questionnaire.asked_by, survey.questionnaire.purpose_en) == ("Nordvik Supply", "To learn.")
    library = Criterion.objects.filter(in_library=True)
    assert list(survey.criterion_names()) == [criterion.slug for criterion in library][:12]
    assert "crm_system" not in survey.criterion_names()


@pytest.mark.parametrize("changed", [{"title": ""}, {"title": "ask"}, {"asked_by": ""}, {"unit": ""}, {"repeats": "0"}])
def test_senseless_draft_is_refused(cast, units, sign_in, changed):
    alice = sign_in(cast.alice)
    before = checksum()

    assert alice.post("/surveys/ask/", asking(units, **changed)).status_code == 422
    assert checksum() == before


def test_same_title_twice_is_refused(cast, units, sign_in, questionnaire):
    answer = sign_in(cast.alice).post("/surveys/ask/", asking(units, title="Autumn"))

    assert answer.status_code == 422
    assert Survey.objects.count() == 1


def test_only_a_survey_in_sight_can_be_repeated(cast, units, sign_in):
    hidden = factories.SurveyFactory(unit=units.sweden, created_by=cast.dave)

    assert sign_in(cast.alice).post("/surveys/ask/", asking(units, repeats=hidden.pk)).status_code == 422


def test_a_wave_takes_over_criteria_scale_and_terms(cast, units, sign_in):
    earlier = draft_of(cast.alice, units.bergen, mode="confidential", threshold=4, asks_comments=False).survey
    Survey.objects.filter(pk=earlier.pk).update(scale_low=1, scale_high=5)
    form = sign_in(cast.alice).get("/surveys/autumn/copy/").context["form"]
    assert form.initial["title"] == "Autumn, wave 2"

    answer = sign_in(cast.alice).post("/surveys/autumn/copy/", asking(units))

    wave = Survey.objects.get(slug="spring")
    assert answer.url == "/surveys/spring/criteria/"
    assert (wave.mode, wave.scale_high, wave.status) == ("confidential", 5, "draft")
    assert (wave.questionnaire.repeats, wave.questionnaire.threshold) == (earlier, 4)
    assert not wave.questionnaire.asks_comments
    assert list(wave.criterion_names()) == list(earlier.criterion_names())
    assert not wave.invitations.exists()


def test_a_wave_of_answers_from_a_file(cast, units, sign_in):
    loaded = factories.SurveyFactory(slug="loaded", unit=units.bergen, created_by=cast.alice)
    loaded.survey_criteria.create(criterion=Criterion.objects.get(slug="trust"))
    factories.RespondentFactory(survey=loaded)

    sign_in(cast.alice).post("/surveys/loaded/copy/", asking(units))

    wave = Survey.objects.get(slug="spring")
    assert list(wave.criterion_names()) == ["trust"]
    assert (wave.questionnaire.asks_customers, wave.questionnaire.asks_sellers) == (True, False)


def test_terms_are_saved_with_the_mode(cast, sign_in, questionnaire):
    sent = terms(questionnaire, mode="confidential", threshold="7", asks_sellers=None, asked_by="Nordvik AS")

    answer = sign_in(cast.alice).post("/surveys/autumn/questionnaire/", sent)

    questionnaire = Questionnaire.objects.get()
    assert answer.url == "/surveys/autumn/questionnaire/"
    assert (questionnaire.survey.mode, questionnaire.threshold) == ("confidential", 7)
    assert (questionnaire.asks_sellers, questionnaire.asked_by, questionnaire.version) == (False, "Nordvik AS", 2)
    assert questionnaire.history.first().history_user == cast.alice
    assert questionnaire.survey.history.first().mode == "confidential"
    page = sign_in(cast.alice).get("/surveys/autumn/questionnaire/")
    told = [change.label for entry in page.context["entries"] for change in entry.changes]
    assert {"Mode", "Smallest group shown", "Who asks"} <= set(told)


@pytest.mark.parametrize(
    "changed",
    [
        {"asks_customers": None, "asks_sellers": None},
        {"asks_sellers": None, "asks_belief": "on"},
        {"threshold": "2"},
        {"threshold": "11"},
        {"mode": "anonymous"},
        {"asked_by": ""},
        {"closes_at": "2020-01-01"},
        {"closes_at": "tomorrow"},
    ],
)
def test_senseless_terms_are_refused(cast, sign_in, questionnaire, changed):
    alice = sign_in(cast.alice)
    before = checksum()

    answer = alice.post("/surveys/autumn/questionnaire/", terms(questionnaire, **changed))

    assert answer.status_code == 422
    assert checksum() == before


def test_two_editors_meet_and_see_boxes_and_mode(cast, sign_in, questionnaire):
    alice, mona = sign_in(cast.alice), sign_in(cast.mona)
    mona.post("/surveys/autumn/questionnaire/", terms(questionnaire, mode="confidential", asks_satisfaction=None))
    before = checksum()

    answer = alice.post("/surveys/autumn/questionnaire/", terms(questionnaire, asked_by="Another"))

    assert answer.status_code == 409
    assert {clash.field.name for clash in answer.context["clashes"]} == {"asked_by", "asks_satisfaction", "mode"}
    assert checksum() == before


def test_terms_are_frozen_once_it_is_open(cast, sign_in, questionnaire):
    invite(questionnaire.survey)
    open_survey(survey=questionnaire.survey, by=cast.alice, now=NOW)
    alice = sign_in(cast.alice)
    before = checksum()

    assert alice.get("/surveys/autumn/questionnaire/").url == "/surveys/autumn/"
    assert alice.post("/surveys/autumn/questionnaire/", terms(questionnaire)).url == "/surveys/autumn/"
    assert checksum() == before


def test_the_notice_matches_the_mode(questionnaire):
    named = text_of(questionnaire)
    questionnaire.survey.mode = "confidential"
    questionnaire.threshold = 6
    confidential = text_of(questionnaire)

    assert "stored with your name" in named
    assert "24 months" in named
    assert "stored with your name" not in confidential
    assert "at least 6 people" in confidential
    assert "12 months" in confidential
    assert all("Datatilsynet" in text for text in (named, confidential))


def test_no_words_about_comments_where_none_are_asked(questionnaire):
    questionnaire.asks_comments = questionnaire.asks_last_word = False

    assert "Your comments" not in text_of(questionnaire)


def text_of(questionnaire):
    return " ".join(f"{heading} {text}" for heading, text in notices(questionnaire)["en"])


def test_a_draft_leads_its_maker_on_and_asks_readers_for_patience(cast, sign_in, questionnaire):
    assert sign_in(cast.alice).get("/surveys/autumn/").url == "/surveys/autumn/criteria/"
    assert "being prepared" in sign_in(cast.carol).get("/surveys/autumn/").content.decode()


@pytest.mark.parametrize(
    ("query", "words"), [("", "How important is this to you?"), ("?audience=seller", "customers?")]
)
def test_the_preview_shows_what_each_audience_sees(cast, sign_in, questionnaire, query, words):
    alice = sign_in(cast.alice)
    before = checksum()

    page = alice.get(f"/surveys/autumn/preview/{query}").content.decode()

    assert words in page
    assert "Your answers are stored with your name" in page
    assert checksum() == before


@pytest.mark.parametrize("query", ["audience=nobody", "language=xx", "audience=seller&language=nb", "language=%00"])
def test_the_preview_takes_any_address(cast, sign_in, questionnaire, query):
    assert sign_in(cast.alice).get(f"/surveys/autumn/preview/?{query}").status_code == 200


def test_a_survey_from_a_file_has_no_questionnaire(cast, units, sign_in):
    factories.SurveyFactory(slug="loaded", unit=units.bergen, created_by=cast.alice)

    for page in ("questionnaire", "criteria", "preview", "open"):
        assert sign_in(cast.alice).get(f"/surveys/loaded/{page}/").status_code == 404


def test_the_list_counts_who_has_answered_while_it_is_open(cast, sign_in, questionnaire):
    survey = questionnaire.survey
    alice = sign_in(cast.alice)
    assert alice.get("/surveys/").context["rows"][0][1] is None
    Survey.objects.filter(pk=survey.pk).update(status="open")
    factories.InvitationFactory(survey=survey, answered_at=NOW)
    factories.InvitationFactory(survey=survey)
    factories.InvitationFactory(survey=survey, audience="seller", answered_at=NOW)

    page = alice.get("/surveys/?status=open")

    assert "1 of 2" in page.content.decode()
    assert not alice.get("/surveys/?status=closed").context["rows"]


def test_the_list_costs_the_same_with_1_and_20_open(cast, sign_in, questionnaire, django_assert_num_queries):
    Survey.objects.update(status="open")
    factories.InvitationFactory(survey=questionnaire.survey)
    alice = sign_in(cast.alice)
    alice.get("/surveys/")
    with django_assert_num_queries(5) as few:
        alice.get("/surveys/")
    for more in factories.SurveyFactory.create_batch(20, unit=questionnaire.survey.unit, status="open"):
        factories.InvitationFactory(survey=more)
    with django_assert_num_queries(len(few)):
        alice.get("/surveys/")


def test_the_notice_promises_what_retention_does():
    assert YEARS_KEPT == {Survey.Mode.NAMED: MONTHS_NAMED / 12, Survey.Mode.CONFIDENTIAL: MONTHS_CONFIDENTIAL / 12}


def test_deleting_a_draft_and_taking_it_back(cast, sign_in, questionnaire):
    alice = sign_in(cast.alice)
    alice.post("/surveys/autumn/delete/")
    assert alice.get("/surveys/autumn/questionnaire/").status_code == 404

    alice.post(f"/surveys/bin/{questionnaire.survey.pk}/restore/")

    assert alice.get("/surveys/autumn/questionnaire/").status_code == 200
