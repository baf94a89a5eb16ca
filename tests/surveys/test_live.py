"""An open named survey: its page moves while answers come, and costs little when none do."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.changes.release import release_results
from surveys.models import Invitation
from surveys.models.survey import live_tallies
from tests import factories


@pytest.fixture
def survey(cast, units, ask, answer):
    survey = ask(title="Now", slug="now", unit=units.norway, created_by=cast.mona, asks_belief=True)
    answer(survey, {"trust": (9, 6)}, account=cast.account, overall={"satisfaction": 8, "recommendation": 9})
    answer(survey, {"trust": (8, "none")}, account=cast.foreign_account)
    answer(survey, {"trust": (5, 8)}, audience="seller", user=cast.alice)
    answer(survey, {"trust": (1, 1)}, sent=False)
    return survey


@pytest.fixture
def mona(cast, sign_in):
    return sign_in(cast.mona)


def results(client, query=""):
    return json.loads(client.get(f"/surveys/now/results.json{query}").content)


def test_it_counts_what_was_sent_and_says_how_many_were_asked(mona, survey):
    page = mona.get("/surveys/now/").content.decode()
    assert "2 of 3 answered" in page
    assert "1 of 1 answered" in page
    summary = results(mona)["summary"]
    assert (summary["invited"], summary["answered"], summary["seller_answered"]) == (3, 2, 1)


def test_new_questions_are_told_in_every_form(mona, survey):
    (trust, _advice) = results(mona)["criteria"]
    assert (trust["n"], trust["importance_n"], trust["no_experience"]) == (1, 2, 1)
    assert (trust["seller_performance_n"], trust["seller_performance_mean"], trust["belief_gap"]) == (1, 8.0, 2.0)
    page = mona.get("/surveys/now/").content.decode()
    for words in ("overall satisfaction", "net promoter score", "Sellers: what customers think of us", "No experience"):
        assert words in page
    assert "Sellers: what customers think of us" in mona.get("/surveys/now/profile.svg").content.decode()
    text = mona.get("/surveys/now/results.csv").content.decode("utf-8-sig")
    assert "Performance, believed by sellers" in text


def test_a_survey_that_did_not_ask_has_no_such_keys(mona, ask, cast, units):
    ask(slug="now", unit=units.norway, created_by=cast.mona)
    data = results(mona)
    assert "seller_performance_n" not in data["criteria"][0]


def test_an_unchanged_survey_is_not_counted_again(mona, survey):
    survey.results()
    before = live_tallies.cache_info().misses
    survey.results()
    assert live_tallies.cache_info().misses == before


def test_news_come_only_when_there_are_any(mona, survey, answer):
    seen = survey.mark()
    assert mona.get("/surveys/now/news/", {"seen": seen}, headers={"HX-Request": "true"}).status_code == 204
    answer(survey, {"trust": (7, 7)})
    answer(survey, {"trust": (7, 9)})
    found = mona.get("/surveys/now/news/", {"seen": seen}, headers={"HX-Request": "true"})
    page = found.content.decode()
    assert "2 new answers." in page
    assert 'id="live"' in page
    assert "<html" not in page
    assert "4 of 5 answered" in page
    assert 'class="filters"' not in page, "what somebody types in a filter stays"


def test_a_changed_answer_is_news_without_a_number(mona, survey):
    seen, respondent = survey.mark(), survey.respondents.get(audience="seller")
    respondent.version += 1
    respondent.save()
    found = mona.get("/surveys/now/news/", {"seen": seen}, headers={"HX-Request": "true"})
    assert "Answers have changed." in found.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "9" * 5000, "3.9'\"><script>"])
def test_nonsense_seen_does_no_harm(mona, survey, seen):
    found = mona.get("/surveys/now/news/", {"seen": seen}, headers={"HX-Request": "true"})
    assert found.status_code == 200
    assert b"<script>" not in found.content.split(b'id="profile-figure"')[0][-200:]


def test_when_it_closes_the_page_is_fetched_anew(mona, survey):
    survey.status = "closed"
    survey.save()
    assert mona.get("/surveys/now/news/").headers["HX-Refresh"] == "true"


def test_of_a_confidential_survey_only_the_number_is_told(mona, ask, answer, cast, units):
    survey = ask(slug="quiet", unit=units.norway, created_by=cast.mona, mode="confidential")
    answer(survey, {"trust": (9, 6)})
    assert survey.mark() == "1"
    survey.respondents.update(version=7)
    assert survey.mark() == "1"


def test_sellers_count_with_the_accounts_they_work_for(mona, survey, answer, cast):
    """alice owns Nordvik; dave owns another account; a seller without a user speaks for the whole supplier."""
    answer(survey, {"trust": (4, 4)}, audience="seller", user=cast.dave)
    answer(survey, {"trust": (3, None)}, audience="seller", user=cast.bob)
    answer(survey, {"trust": (2, None)}, audience="seller")
    assert results(mona)["summary"]["seller_answered"] == 4
    assert results(mona, "?account=Nordvik+Verft")["summary"]["seller_answered"] == 3


def test_a_trial_never_counts(mona, survey, answer):
    trial = answer(survey, {"trust": (1, 1)}, name="Trial")
    trial.invitation.is_trial = True
    trial.invitation.save()
    assert results(mona)["summary"]["answered"] == 2


def test_the_page_costs_few_queries(mona, survey):
    mona.get("/surveys/now/")
    with CaptureQueriesContext(connection) as queries:
        mona.get("/surveys/now/")
    assert len(queries) <= 12


def test_before_the_first_answer_the_page_says_what_happens_next(mona, ask, answer, cast, units):
    silent = ask(title="Silent", slug="silent", unit=units.norway, created_by=cast.mona)
    answer(silent, {"trust": (1, 1)}, sent=False)
    page = mona.get("/surveys/silent/").content.decode()
    assert "Nobody has answered yet" in page
    assert "It stays open until somebody closes it." in page
    assert 'data-chart="' not in page
    seen = silent.mark()
    answer(silent, {"trust": (9, 6)})
    news = mona.get("/surveys/silent/news/", {"seen": seen}, headers={"HX-Request": "true"})
    assert news.headers["HX-Refresh"] == "true", "the page with charts is another one"
    assert 'data-chart="' in mona.get("/surveys/silent/").content.decode()


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_before_the_first_answer_invitations_come_further_by_themselves(mona, ask, cast, units, mode):
    silent = ask(slug="silent", unit=units.norway, created_by=cast.mona, mode=mode)
    factories.InvitationFactory(survey=silent, sent_at=None)
    seen = mona.get("/surveys/silent/").context["mark"]
    asked = {"data": {"seen": seen}, "headers": {"HX-Request": "true"}}
    assert mona.get("/surveys/silent/news/", **asked).status_code == 204
    Invitation.objects.update(sent_at=timezone.now(), opened_at=timezone.now())
    found = mona.get("/surveys/silent/news/", **asked)
    page = found.content.decode()
    assert "<dt>mails sent</dt><dd><b>1</b></dd>" in page
    assert "<dt>have opened the link</dt><dd><b>1</b></dd>" in page
    assert "Answers have changed." not in page


def test_the_one_primary_button_is_the_next_step(mona, survey):
    page = mona.get("/surveys/now/").content.decode()
    assert page.count("btn-primary") == 2, "the other applies the filter"
    assert "See who is asked" in page, "whoever is silent was written to today"
    survey.invitations.update(sent_at=timezone.now() - timedelta(days=2))
    assert "Remind the silent" in mona.get("/surveys/now/").content.decode()
    survey.status = "closed"
    survey.save()
    release_results(survey=survey)
    closed = mona.get("/surveys/now/").content.decode()
    assert "Remind the silent" not in closed
    assert 'class="btn btn-primary">' in closed, "the files"


def test_an_address_that_does_not_work_is_told_to_who_can_mend_it(mona, survey, cast, sign_in):
    factories.InvitationFactory(survey=survey, sent_at=timezone.now(), bounced_at=timezone.now())
    factories.InvitationFactory(survey=survey, bounced_at=timezone.now(), withdrawn_at=timezone.now())
    assert "1 address does not work" in mona.get("/surveys/now/").content.decode()
    assert "does not work" not in sign_in(cast.carol).get("/surveys/now/").content.decode()


def test_under_a_filter_the_response_is_still_of_all(mona, survey):
    words = "of all who were asked, whatever is chosen"
    assert words not in mona.get("/surveys/now/").content.decode()
    assert words in mona.get("/surveys/now/?account=Nordvik+Verft").content.decode()
