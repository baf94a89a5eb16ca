"""Comments: with a name for who may see the account, without any where they were given in confidence."""

import pytest

from surveys.changes.release import release_results


@pytest.fixture
def survey(cast, units, ask, answer):
    survey = ask(title="Now", slug="now", unit=units.norway, created_by=cast.mona)
    own = answer(survey, {"trust": (9, 6)}, account=cast.account, name="Erik Strandvik", comment="Ring oftere. Ærlig.")
    foreign = answer(survey, {"trust": (9, 6)}, account=cast.foreign_account, name="Ulla Ek", comment="<b>Bra</b>")
    own.comments.create(criterion=survey.criteria.get(slug="trust"), text="We trust you.")
    answer(survey, {"trust": (9, 6)}, comment="Not sent yet", sent=False)
    return survey, own, foreign


@pytest.fixture
def quiet(cast, units, ask, answer):
    """Closed in confidence after this many answers."""

    def closed(number):
        survey = ask(title="Quiet", slug="quiet", unit=units.norway, created_by=cast.mona, mode="confidential")
        for place in range(number):
            answer(survey, {"trust": (9, 6)}, account=cast.account, name=f"Person {place}", comment=f"Words {place}")
        answer(survey, {"trust": (9, None)}, audience="seller", comment="Alone as a seller")
        survey.status = "closed"
        survey.save()
        release_results(survey=survey)
        return survey

    return closed


def page_of(client, slug="now", query=""):
    return client.get(f"/surveys/{slug}/comments/{query}").content.decode()


def test_by_criterion_with_name_and_account(cast, sign_in, survey):
    page = page_of(sign_in(cast.mona))
    assert page.index("We trust you.") < page.index("Ring oftere")
    assert "Erik Strandvik" in page
    assert "Nordvik Verft" in page
    assert "Not sent yet" not in page


def test_no_name_without_sight_of_the_account(cast, sign_in, survey):
    page = page_of(sign_in(cast.mona))
    assert "&lt;b&gt;Bra&lt;/b&gt;" in page
    assert "Ulla Ek" not in page
    assert "Mälarhamn" not in page
    text = sign_in(cast.mona).get("/surveys/now/comments.csv").content.decode("utf-8-sig")
    assert "Erik Strandvik" in text
    assert "Ulla Ek" not in text


def test_search_and_filter(cast, sign_in, survey):
    mona = sign_in(cast.mona)
    assert "Ring oftere" in page_of(mona, query="?q=ÆRLIG")
    assert "We trust you" not in page_of(mona, query="?q=ÆRLIG")
    assert "Ring oftere" not in page_of(mona, query="?about=trust")
    assert "We trust you" not in page_of(mona, query="?about=end")
    assert "Bra" not in page_of(mona, query="?account=Nordvik+Verft")
    assert mona.get("/surveys/now/comments/?about=nonsense&q=%00").status_code == 200


def test_in_confidence_without_names_and_never_under_a_filter(cast, sign_in, quiet, units):
    quiet(6)
    mona = sign_in(cast.mona)
    page = page_of(mona, "quiet")
    assert page.count("<blockquote>Words") == 6
    assert "Alone as a seller" not in page, "one seller is fewer than five"
    assert "Person" not in page
    assert "Nordvik" not in page
    assert "quote with care" in page
    assert page_of(mona, "quiet", "?account=Nordvik").count("<blockquote>") == 6
    assert "Respondent" not in mona.get("/surveys/quiet/comments.csv").content.decode("utf-8-sig")


def test_in_confidence_in_an_order_drawn_by_lot(quiet):
    survey = quiet(6)
    places = [comment.place for respondent in survey.respondents.all() for comment in respondent.comments.all()]
    assert len(set(places)) == len(places)


def test_too_few_in_confidence_show_none(cast, sign_in, quiet):
    quiet(4)
    page = page_of(sign_in(cast.mona), "quiet")
    assert "Words 0" not in page
    assert "at least 5 have answered" in page
