"""What an answer form asks of whom, in which language, what it takes and what it refuses, and the work it is."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from surveys.forms.answering import AnswerForm
from surveys.models import Comment, Respondent
from surveys.models.invitation import State
from tests.surveys.answering import ask, at, come, criteria_of, post, queries, ratings, respondent, state, whole

pytestmark = pytest.mark.django_db


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("score", ["0", "11", "-1", "7.5", "seven", " 7", "٧", "none"])
def test_a_score_outside_the_scale_is_refused_and_changes_nothing(score):
    invitation = ask()
    client, (first, *_others) = come(invitation), criteria_of(invitation)
    response = post(client, "answer_save", invitation, **{f"i{first}": score, "satisfaction": "7"})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [f"i{first}"]
    assert not Respondent.objects.exists()


def test_too_long_a_comment_is_kept_on_the_page_and_not_stored():
    invitation = ask()
    client = come(invitation)
    fields = {"comment": "x" * 2001, "satisfaction": "7", "version": "0"}
    response = post(client, "answer_questions", invitation, **fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert "at most 2000 characters; yours has 2001" in page
    assert "x" * 2001 in page
    assert 'name="satisfaction" value="7" checked' in page
    assert not Respondent.objects.exists()


def test_questions_of_another_survey_and_unknown_fields_are_left_alone():
    invitation, other = ask(), ask()
    fields = {f"i{criteria_of(other)[0]}": "7", "counts": "1", "label": "Somebody", "audience": "seller"}
    assert post(come(invitation), "answer_save", invitation, **fields).json() == {"version": 0}
    assert not Respondent.objects.exists()


def test_characters_no_database_takes_do_no_harm():
    invitation = ask()
    post(come(invitation), "answer_save", invitation, comment="a\0b\r\nc")
    assert Comment.objects.get().text == "ab\nc"


def test_forms_need_the_token_of_their_page():
    invitation = ask()
    strict = Client(enforce_csrf_checks=True)
    strict.get(reverse("survey_link", args=[invitation.token]))
    for page in ("answer", "answer_save", "answer_questions", "answer_review", "answer_language", "answer_opened"):
        assert strict.post(at(page, invitation), whole(invitation)).status_code == 403
    assert not Respondent.objects.exists()


# --- who is asked what ------------------------------------------------------------------------------------------------


def names(invitation):
    form = AnswerForm(invitation.survey, invitation.audience)
    return [question.name[0] for step in form.asked.steps for question in step.questions]


def test_sellers_rate_importance_and_only_if_wanted_what_they_believe():
    assert names(ask(2, audience="seller")) == ["i", "i"]
    assert names(ask(2, audience="seller", asks_belief=True)) == ["i", "p", "i", "p"]
    assert names(ask(2)) == ["i", "p", "i", "p", "s", "r"]


def test_what_is_not_asked_is_not_taken():
    invitation = ask(1, audience="seller", asks_comments=False, asks_last_word=False)
    (only,) = criteria_of(invitation)
    fields = {f"i{only}": "7", f"p{only}": "7", "satisfaction": "7", f"c{only}": "no", "comment": "no"}
    post(come(invitation), "answer_save", invitation, **fields)
    assert ratings(invitation) == [(7, None, False)]
    assert (respondent(invitation).satisfaction, Comment.objects.count()) == (None, 0)


@pytest.mark.parametrize("scale", [(0, 1), (1, 5), (0, 9), (3, 7)])
def test_every_scale_has_its_scores(scale):
    invitation = ask(1, scale=scale)
    low, high = scale
    page = come(invitation).get(at("answer_questions", invitation)).content.decode()
    (only,) = criteria_of(invitation)
    assert page.count(f'name="i{only}" value="') == high - low + 2  # and the one that takes it back without scripts
    post(come(invitation), "answer_save", invitation, **{f"i{only}": str(low), f"p{only}": str(high)})
    assert ratings(invitation) == [(low, high, False)]


def test_a_confidential_survey_keeps_names_and_answers_apart():
    invitation = ask(mode="confidential")
    post(come(invitation), "answer_save", invitation, satisfaction="7")
    kept = respondent(invitation)
    assert (kept.account, kept.contact, kept.user) == (None, None, None)
    assert kept.label.isalpha()
    assert len(kept.label) == 10
    assert invitation.name not in kept.label


def test_two_of_one_name_are_told_apart():
    first = ask()
    second, third = ask(survey=first.survey), ask(survey=first.survey)
    for invitation in (second, third):
        invitation.name = first.name
        invitation.save()
    for invitation in (first, second, third):
        post(come(invitation), "answer_save", invitation, satisfaction="7")
    assert respondent(first).label == first.name
    assert respondent(second).label == f"{first.name} ({second.email})"
    assert respondent(third).label == f"{first.name} ({third.email})"


# --- language ---------------------------------------------------------------------------------------------------------


def test_the_pages_speak_the_language_of_the_invitation_until_another_is_chosen():
    invitation = ask(language="nb")
    client = come(invitation, **{"Accept-Language": "en"})
    response = client.get(at("answer_questions", invitation))
    assert response.headers["Content-Language"] == "nb"
    assert '<html lang="nb">' in response.content.decode()
    assert "Kriterium" in response.content.decode()
    chosen = {"language": "en", "page": "review"}
    assert post(client, "answer_language", invitation, **chosen).headers["Location"] == at("answer_review", invitation)
    assert '<html lang="en">' in client.get(at("answer_review", invitation)).content.decode()


def test_changing_the_language_takes_what_is_typed_along():
    invitation = ask()
    client = come(invitation)
    client.post(at("answer_questions", invitation), {**whole(invitation), "version": "0", "language": "nb"})
    invitation.refresh_from_db()
    assert invitation.language == "nb"
    assert ratings(invitation) == [(8, 8, False)] * 3


def test_a_language_we_do_not_speak_is_not_chosen():
    invitation = ask()
    post(come(invitation), "answer_language", invitation, language="xx")
    invitation.refresh_from_db()
    assert invitation.language == "en"


# --- work -------------------------------------------------------------------------------------------------------------


def test_the_form_costs_the_same_queries_however_much_is_asked():
    few, many = ask(2), ask(12)
    for invitation in (few, many):
        post(come(invitation), "answer_save", invitation, **whole(invitation))
    counts = [len(queries(lambda i=i: come(i).get(at("answer_questions", i)))) for i in (few, many)]
    assert counts == [5, 5]  # the link, then: the invitation, the respondent, the answers, the comments


def acts(invitation, page, fields):
    """What a form sent to a page asks of the database, word by word, without what begins and ends the transaction."""
    client = come(invitation)
    done = queries(lambda: client.post(at(page, invitation), {"mark": invitation.mark, **fields}))
    return [each.split()[0] for each in done if "SAVEPOINT" not in each]


def test_a_whole_submission_is_few_statements():
    """PostgreSQL is told of ratings and of the invitation at once."""
    invitation = ask(12)
    ratings = {name: score for name, score in whole(invitation).items() if name != "comment"}
    acts(ask(survey=invitation.survey), "answer_questions", {})
    here = connection.vendor == "postgresql"
    expected = ["EXECUTE", "INSERT", "INSERT"] if here else ["SELECT", "INSERT", "INSERT", "UPDATE"]
    assert acts(invitation, "answer_questions", ratings) == expected


def test_saving_what_is_stored_already_writes_nothing():
    invitation = ask()
    acts(invitation, "answer_save", whole(invitation))
    assert set(acts(invitation, "answer_save", whole(invitation))) <= {"SELECT", "EXECUTE"}


def test_an_empty_form_makes_nobody_a_respondent():
    invitation = ask()
    post(come(invitation), "answer_save", invitation)
    assert not Respondent.objects.exists()
    assert state(invitation) == State.OPENED
