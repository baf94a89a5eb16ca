"""Who answered a named survey, and what: for those who may see the account; of a confidential one for nobody."""

import pytest


@pytest.fixture
def survey(cast, units, ask, answer):
    survey = ask(title="Now", slug="now", unit=units.norway, created_by=cast.mona)
    answer(
        survey,
        {"trust": (9, 6), "advice": (7, "none")},
        account=cast.account,
        name="Erik",
        overall={"satisfaction": 8},
        comment="Thanks",
    )
    answer(survey, {"trust": (3, 3)}, account=cast.foreign_account, name="Ulla")
    answer(survey, {"trust": (2, 2)}, account=cast.account, name="Begun", sent=False)
    return survey


@pytest.fixture
def mona(cast, sign_in):
    return sign_in(cast.mona)


def test_it_lists_those_whose_account_the_reader_sees(mona, survey):
    page = mona.get("/surveys/now/answers/").content.decode()
    assert "Erik" in page
    assert "Begun, not sent" in page
    assert "Ulla" not in page
    assert "Mälarhamn" not in page


def test_one_page_holds_everything_one_person_sent(mona, survey):
    erik = survey.respondents.get(label="Erik")
    page = mona.get(f"/surveys/now/answers/{erik.pk}/").content.decode()
    assert "<td>9</td><td>6</td>" in page
    assert "no experience" in page
    assert "Thanks" in page
    assert "<b>8</b>" in page


@pytest.mark.parametrize("label", ["Ulla", "Begun"])
def test_not_of_a_hidden_account_and_not_before_it_is_sent(mona, survey, label):
    hidden = survey.respondents.get(label=label)
    assert mona.get(f"/surveys/now/answers/{hidden.pk}/").status_code == 404


def test_search(mona, survey):
    assert "Erik" in mona.get("/surveys/now/answers/?q=nordvik").content.decode()
    assert "Nobody of that name" in mona.get("/surveys/now/answers/?q=nobody").content.decode()
    assert mona.get("/surveys/now/answers/?audience=x&page=y").status_code == 200


def test_a_confidential_survey_says_why_there_are_none(mona, cast, units, ask, answer):
    survey = ask(slug="quiet", unit=units.norway, created_by=cast.mona, mode="confidential")
    respondent = answer(survey, {"trust": (9, 6)})
    for address in ("/surveys/quiet/answers/", f"/surveys/quiet/answers/{respondent.pk}/"):
        found = mona.get(address)
        assert found.status_code == 403
        assert "Nobody sees who answered what" in found.content.decode()
