"""Choosing the criteria of a draft, ordering them, and wording one's own."""

import pytest

from surveys.changes.criterion import MOST_CRITERIA
from surveys.changes.opening import open_survey
from surveys.models import Criterion
from tests import factories
from tests.checksum import checksum
from tests.surveys.asked import NOW, draft_of, invite

PAGE = "/surveys/autumn/criteria/"


@pytest.fixture
def survey(cast, units):
    return draft_of(cast.alice, units.bergen).survey


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def act(client, criterion, name, **headers):
    return client.post(f"{PAGE}{criterion.pk}/{name}/", headers=headers)


def order(survey):
    return list(survey.criterion_names())


def library(slug):
    return Criterion.objects.get(slug=slug)


def test_the_page_offers_the_rest_of_the_library(alice, survey):
    page = alice.get(PAGE)

    assert [row.slug for row in page.context["rows"]] == ["availability", "advice"]
    assert len(page.context["library"]) == 12


def test_adding_and_adding_again(alice, survey, cast):
    answer = act(alice, library("trust"), "add")

    assert answer.url == f"{PAGE}#criterion-{library('trust').pk}"
    assert order(survey) == ["availability", "advice", "trust"]
    entry = survey.questionnaire.history.first()
    assert (entry.history_change_reason, entry.history_user, entry.version) == ("+ Trust", cast.alice, 1)
    before = checksum()
    act(alice, library("trust"), "add")
    assert checksum() == before


def test_removing(alice, survey):
    act(alice, library("availability"), "remove")

    assert order(survey) == ["advice"]
    assert library("availability")
    assert act(alice, library("availability"), "remove").status_code == 404


@pytest.mark.parametrize(
    ("slug", "name", "expected"),
    [
        ("availability", "down", ["advice", "availability"]),
        ("advice", "up", ["advice", "availability"]),
        ("availability", "up", ["availability", "advice"]),
        ("advice", "down", ["availability", "advice"]),
    ],
)
def test_moving(alice, survey, slug, name, expected):
    act(alice, library(slug), name)

    assert order(survey) == expected


def test_htmx_gets_the_part_and_hears_what_happened(alice, survey):
    answer = act(alice, library("advice"), "up", **{"HX-Request": "true"})
    page = answer.content.decode()

    assert "Advice is number 1 of 2." in page
    assert "<html" not in page


def test_there_is_an_end_to_it(alice, survey):
    for number, criterion in enumerate(factories.CriterionFactory.create_batch(MOST_CRITERIA - 2), start=2):
        survey.survey_criteria.create(criterion=criterion, order=number)

    assert "are the most" in alice.get(PAGE).content.decode()
    assert act(alice, library("trust"), "add").url == "/surveys/autumn/"

    assert survey.criteria.count() == MOST_CRITERIA


def test_wording_an_own_one(alice, survey):
    words = {"name_en": "Delivery time", "name_nb": "Leveringstid", "help_en": "When it comes.", "help_nb": ""}
    answer = alice.post(f"{PAGE}new/", words)

    criterion = Criterion.objects.get(slug="delivery_time")
    assert answer.url == f"{PAGE}#criterion-{criterion.pk}"
    assert order(survey)[-1] == "delivery_time"
    assert (criterion.name_nb, criterion.help_nb, criterion.in_library) == ("Leveringstid", "When it comes.", False)


def test_two_of_the_same_name_have_names_of_their_own_in_files(alice, survey):
    for _time in range(2):
        alice.post(f"{PAGE}new/", {"name_nb": "Tillit"})

    assert order(survey)[-2:] == ["tillit", "tillit_2"]


@pytest.mark.parametrize("words", [{}, {"name_en": " "}, {"help_en": "Only help"}, {"name_en": "x" * 121}])
def test_a_nameless_one_is_refused(alice, survey, words):
    before = checksum()

    assert alice.post(f"{PAGE}new/", words).status_code == 422
    assert checksum() == before


def test_rewording_an_own_one(alice, survey):
    own = factories.CriterionFactory()
    survey.survey_criteria.create(criterion=own, order=2)

    alice.post(f"{PAGE}{own.pk}/", {"name_en": "Speed", "name_nb": "Fart"})

    own.refresh_from_db()
    assert (own.name_en, own.name_nb) == ("Speed", "Fart")


def test_words_others_ask_with_stay(alice, survey):
    assert alice.get(f"{PAGE}{library('advice').pk}/").status_code == 404
    own = factories.CriterionFactory()
    survey.survey_criteria.create(criterion=own)
    factories.SurveyFactory().survey_criteria.create(criterion=own)

    assert alice.post(f"{PAGE}{own.pk}/", {"name_en": "Speed"}).status_code == 404


def test_removing_an_own_one_ends_it_unless_others_use_it(alice, survey):
    mine, shared = factories.CriterionFactory(), factories.CriterionFactory()
    for own in (mine, shared):
        survey.survey_criteria.create(criterion=own)
    factories.SurveyFactory().survey_criteria.create(criterion=shared)

    for own in (mine, shared):
        act(alice, own, "remove")

    assert list(Criterion.objects.filter(in_library=False)) == [shared]


def test_words_of_surveys_out_of_sight_cannot_be_taken(alice, cast, units, survey):
    foreign, seen = factories.CriterionFactory(), factories.CriterionFactory()
    hidden = factories.SurveyFactory(unit=units.sweden, created_by=cast.dave)
    hidden.survey_criteria.create(criterion=foreign)
    factories.SurveyFactory(unit=units.bergen).survey_criteria.create(criterion=seen)

    assert act(alice, foreign, "add").status_code == 404
    assert list(alice.get(PAGE).context["earlier"]) == [seen]
    assert act(alice, seen, "add").status_code == 302


def test_an_open_survey_keeps_its_criteria(alice, cast, survey):
    invite(survey)
    open_survey(survey=survey, by=cast.alice, now=NOW)
    before = checksum()

    assert alice.get(PAGE).url == "/surveys/autumn/"
    assert act(alice, library("trust"), "add").url == "/surveys/autumn/"
    assert act(alice, library("advice"), "remove", **{"HX-Request": "true"})["HX-Redirect"] == "/surveys/autumn/"
    assert checksum() == before


@pytest.mark.parametrize(("who", "answer"), [("carol", 403), ("dave", 404)])
def test_only_who_may_edit(cast, sign_in, survey, who, answer):
    client = sign_in(getattr(cast, who))
    before = checksum()

    assert client.get(PAGE).status_code == answer
    for name in ("up", "down", "remove"):
        assert act(client, library("advice"), name).status_code == answer
    assert act(client, library("trust"), "add").status_code == answer
    assert client.post(f"{PAGE}new/", {"name_en": "Speed"}).status_code == answer
    assert checksum() == before
