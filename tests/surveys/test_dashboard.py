"""The page of a survey."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from surveys.changes.answer_file import read_answers
from surveys.changes.survey import store_survey
from surveys.domain.scale import Scale
from tests import factories

REFERENCE = Path("surveys/data/figur12_answers.csv").read_bytes()
CONSTRUCTED = "Constructed answers: only the means were published."


def stored(title, content, *, unit, by, **more):
    accounts = Account.objects.all()
    reading = read_answers(content, scale=Scale(), accounts=accounts)
    ids = {account.name: account.pk for account in accounts}
    return store_survey(title=title, unit=unit, answers=reading.answers, by=by, accounts=ids, **more)


def table(*rows):
    return "\n".join(["audience,respondent,criterion,dimension,rating,account", *rows]).encode()


def rated(respondent, account, importance, performance, criterion="trust"):
    start = f"customer,{respondent},{criterion}"
    return f"{start},importance,{importance},{account}", f"{start},performance,{performance},{account}"


@pytest.fixture
def survey(cast, units):
    return stored("Spring", REFERENCE, unit=units.norway, by=cast.mona, invited=13, provenance=CONSTRUCTED)


@pytest.fixture
def tied(cast, units):
    """One customer of an account everybody above sees, one of an account in another country, and a seller of none."""
    cast.account.region, cast.account.sector = "Vestland", "public"
    cast.account.save()
    seller = "seller,S1,trust,importance,7,"
    rows = (*rated("C1", "Nordvik Verft", 9, 6), *rated("C2", "Mälarhamn Bygg", 8, 8), seller)
    return stored("Tied", table(*rows), unit=units.norway, by=cast.mona)


@pytest.fixture
def mona(cast, sign_in):
    return sign_in(cast.mona)


def text_of(response):
    """The words of a page, without its tags."""
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(words.replace("&#x27;", "'").replace("\u00a0", " ").split())


def test_words_come_before_pictures_and_numbers(mona, survey):
    page = mona.get("/surveys/spring/").content.decode()
    places = [page.index(f'id="{name}"') for name in ("acts", "limits", "profile", "grid", "answers", "figures")]
    assert places == sorted(places)


def test_it_says_what_to_act_on_and_what_the_answers_cannot_say(mona, survey):
    words = text_of(mona.get("/surveys/spring/"))
    assert "Look first at Solution-oriented, Trust, Accuracy and Follow-up indication" in words
    assert "Talk with the sellers about Efficiency indication" in words
    assert "4 sellers are too few to be sure." in words
    assert "Ask the 9 customers who have not answered" in words
    assert "4 of 13 invited customers answered (31 %)" in words
    assert "All 12 points are uncertain" in words
    assert "so no quadrant can be told apart" in words
    assert "No gap can be told from zero" in words
    assert "With 4 answers every figure is an indication." in words
    assert CONSTRUCTED in words


def test_nothing_is_said_of_intervals_there_are_none_of(mona, cast, units):
    rows = [line for person in ("C1", "C2") for line in rated(person, "", 9, 7)]
    stored("Alike", table(*rows), unit=units.norway, by=cast.mona)
    words = text_of(mona.get("/surveys/alike/"))
    assert "There is no interval: one answer, or answers that are all the same" in words
    assert "hold a cut line" not in words


def test_the_table_shows_the_numbers_of_the_data_file(mona, survey):
    data = json.loads(mona.get("/surveys/spring/results.json").content)
    rows = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', figures(mona.get("/surveys/spring/")), flags=re.S)
    shown = {name: re.findall(r'data-label="([^"]+)">([^<]*)', cells) for name, cells in rows}

    assert len(shown) == len(data["criteria"]) == 13
    for criterion in data["criteria"]:
        name = survey.criterion_names()[criterion["criterion"]]
        cells = dict(reversed(shown[name]))  # of two of one name the first, which is the customers'
        assert cells["Answers"] == str(criterion["n"])
        assert cells["Performance"] == plain(criterion["performance_mean"])
        assert cells["Gap"] == plain(criterion["gap_mean"], "+")
        assert cells["Priority index"] == plain(criterion["priority_index"])
        assert cells["Against customers"] == plain(criterion["seller_gap"], "+")


def figures(response):
    page = response.content.decode()
    return page[page.index('id="figures"') :]


def plain(value, sign=""):
    if value is None:
        return "–"
    return "0.00" if value == 0 else f"{value:{sign}.2f}".replace("-", "−")


def test_no_interval_where_all_answered_the_same_and_none_past_the_scale(mona, survey):
    part = text_of(mona.get("/surveys/spring/"))
    part = part[part.index("All figures With") :]
    assert "all answered the same (n = 4)" in part
    assert "8.95 to 10.00" in part
    assert not re.search(r"to 1[01]\.[1-9]", part)


def test_all_ties_are_marked(mona, survey):
    page = figures(mona.get("/surveys/spring/"))
    importance = re.findall(r'data-label="Importance">9.75<small>▲ highest', page)
    assert len(importance) == 5 + 1  # five for the customers, customer orientation for the sellers
    assert len(re.findall(r'data-label="Gap">−0.25<small>▼ lowest', page)) == 6


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Cut lines: data-centred means\\nimportance 9.40, performance 9.42"),
        ("?rule=medians", "Cut lines: data-centred medians\\nimportance 9.38, performance 9.50"),
        ("?rule=scale", "Cut lines: scale-centred\\nimportance 5.50, performance 5.50"),
        ("?rule=targets&importance=9&performance=8.5", "Cut lines: own targets\\nimportance 9.00, performance 8.50"),
        ("?rule=targets", "Cut lines: data-centred means"),
        ("?rule=targets&importance=11&performance=8", "Cut lines: data-centred means"),
        ("?rule=nonsense", "Cut lines: data-centred means"),
    ],
)
def test_the_rule_stands_in_the_address_and_on_the_picture(mona, survey, query, words):
    answer = mona.get(f"/surveys/spring/{query}")
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_what_is_not_understood_is_said(mona, survey):
    assert "is left out" in text_of(mona.get("/surveys/spring/?rule=nonsense"))
    assert "A target lies on the scale." in text_of(
        mona.get("/surveys/spring/?rule=targets&importance=11&performance=8")
    )
    assert "is left out" not in text_of(mona.get("/surveys/spring/?rule=scale"))


def test_targets_kept_with_the_survey_are_used(mona, survey):
    survey.target_importance, survey.target_performance = 9, 9
    survey.save()
    assert "importance 9.00, performance 9.00" in mona.get("/surveys/spring/?rule=targets").content.decode()


@pytest.mark.parametrize(
    ("sort", "first"),
    [("gap", "Solution-oriented"), ("performance", "Business understanding"), ("sellers", "Efficiency"),
     ("questionnaire", "Availability"), ("importance", "Solution-oriented")],
)  # fmt: skip
def test_the_order_stands_in_the_address(mona, survey, sort, first):
    answer = mona.get(f"/surveys/spring/?sort={sort}")
    assert f'<tbody><tr><th scope="row">{first}<' in figures(answer)


@pytest.mark.parametrize(
    "query",
    ["account=nordvik", "account=Nordvik+Verft", "sector=public", "region=vestland", "account=verft&sector=public"],
)
def test_a_filter_leaves_the_customers_of_its_accounts_and_the_unattached_sellers(mona, tied, query):
    results = mona.get(f"/surveys/tied/?{query}").context["page"].results
    assert (results.summary.answered, results.summary.seller_answered, results.summary.invited) == (1, 1, None)
    assert results.criteria[0].gap_mean == -3


def test_a_filter_by_unit_includes_the_units_below(mona, tied, units):
    assert answered(mona.get(f"/surveys/tied/?unit={units.bergen.pk}")) == 1
    assert answered(mona.get(f"/surveys/tied/?unit={units.norway.pk}")) == 1


def test_without_a_filter_everybody_counts(mona, tied):
    assert answered(mona.get("/surveys/tied/")) == 2


def answered(response):
    return response.context["page"].results.summary.answered


@pytest.mark.parametrize("query", ["account=Mälarhamn+Bygg", "region=Skåne", "sector=private"])
def test_a_filter_never_reaches_an_account_one_may_not_see(mona, tied, query):
    answer = mona.get(f"/surveys/tied/?{query}")
    assert answered(answer) == 0
    assert "No customer with such an account answered this survey." in text_of(answer)


def test_a_unit_elsewhere_is_left_out_and_said_to_be(mona, tied, units):
    answer = mona.get(f"/surveys/tied/?unit={units.sweden.pk}")
    assert answered(answer) == 2
    assert "is left out" in text_of(answer)


def test_every_filter_is_a_chip_that_takes_it_away(mona, tied):
    page = mona.get("/surveys/tied/?account=nordvik&sector=public&rule=medians").content.decode()
    assert 'href="?sector=public&amp;rule=medians"' in page
    assert 'href="?account=nordvik&amp;rule=medians"' in page
    assert 'href="?rule=medians"' in page


def test_only_accounts_that_answered_and_may_be_seen_are_suggested(mona, tied, cast, units):
    factories.AccountFactory(name="Nordlys Data", unit=units.bergen, owner=cast.alice)
    assert (
        mona.get("/surveys/tied/accounts/?account=nord").content.decode().strip()
        == '<option value="Nordvik Verft"></option>'
    )
    assert mona.get("/surveys/tied/accounts/?account=mälar").content.decode().strip() == ""


def test_a_reader_sees_it_without_a_way_to_edit(cast, sign_in, survey):
    assert 'href="/surveys/spring/edit/"' in sign_in(cast.mona).get("/surveys/spring/").content.decode()
    answer = sign_in(cast.carol).get("/surveys/spring/")
    assert answer.status_code == 200
    assert 'href="/surveys/spring/edit/"' not in answer.content.decode()


@pytest.mark.parametrize("place", ["", "grid.svg", "accounts/"])
def test_a_stranger_finds_nothing_and_nobody_comes_in_unsigned(cast, client, sign_in, survey, place):
    for name in ("dave", "ada", "stranger"):
        assert sign_in(getattr(cast, name)).get(f"/surveys/spring/{place}").status_code == 404
    assert client.get(f"/surveys/spring/{place}").status_code == 302


def test_it_is_only_for_reading(mona, survey):
    assert mona.post("/surveys/spring/").status_code == 405


def test_htmx_gets_the_results_alone(mona, survey):
    part = mona.get("/surveys/spring/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="results"')
    assert "<html" not in part


def test_exports_follow_what_is_chosen(mona, survey):
    for headers in ({}, {"HX-Request": "true"}):
        page = mona.get("/surveys/spring/?rule=scale&sector=public", headers=headers).content.decode()
        assert page.count('id="exports"') == 1
        for form in ("csv", "xlsx", "json"):
            assert f'href="/surveys/spring/results.{form}?rule=scale&amp;sector=public"' in page


def test_a_survey_without_answers_says_so(mona, cast, units):
    factories.SurveyFactory(slug="empty", unit=units.norway, created_by=cast.mona)
    assert "There are no answers to show." in text_of(mona.get("/surveys/empty/"))
    assert "no answers to show" in mona.get("/surveys/empty/grid.svg").content.decode()


@pytest.mark.parametrize("picture", ["profile", "grid", "answers"])
def test_each_picture_has_an_address_of_its_own(mona, survey, picture):
    answer = mona.get(f"/surveys/spring/{picture}.svg?rule=scale&sort=importance")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert f"/surveys/spring/{picture}.svg?" in mona.get("/surveys/spring/").content.decode()


def test_it_speaks_norwegian(cast, sign_in, survey):
    cast.mona.language = "nb"
    cast.mona.save()
    page = text_of(sign_in(cast.mona).get("/surveys/spring/"))
    assert "Løsningsorientert" in page
    assert "9,42" in page
    assert "What to act on" not in page


def test_norwegian_targets_are_written_with_a_comma(cast, sign_in, survey):
    cast.mona.language = "nb"
    cast.mona.save()
    answer = sign_in(cast.mona).get("/surveys/spring/?rule=targets&importance=9&performance=8,5")
    assert answer.context["page"].results.summary.performance_cut == 8.5


def test_four_respondents_cost_as_many_queries_as_four_hundred(cast, units, sign_in, survey):
    rows = [row for place in range(400) for row in rated(f"C{place}", "", 1 + place % 10, 10 - place % 7)]
    stored("Many", table(*rows), unit=units.norway, by=cast.mona)
    counts = []
    for slug in ("spring", "many"):
        client = sign_in(cast.carol)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/surveys/{slug}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
