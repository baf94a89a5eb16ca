"""Two accounts compared: chosen of many by their names, and which change of a weight swaps them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.rated import ALFA, BETA, example, rate
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
PAGE = "/attractiveness/compare/"


@pytest.fixture
def three(cast):
    return example(cast)


def compare(client, one, other):
    return client.get(PAGE, {"one": one.name, "other": other.name})


def test_what_swaps_two(cast, sign_in, three):
    page = compare(sign_in(cast.alice), three[0], three[1])
    words = [text for _criterion, text in page.context["swaps"]]
    assert words[0] == "If Current revenue weighed 22.33 instead of 20 (+2.33)"
    assert [each.account.name for each, *_rest in page.context["pair"]] == ["Beta", "Alfa"]


def test_a_missing_rating_is_asked_for_first(cast, sign_in, three):
    rate(three[0], cast.bob, "9 6 - 5 6 9 4 10")
    page = compare(sign_in(cast.alice), three[0], three[1])
    assert [account.name for account in page.context["unfinished"]] == ["Alfa"]
    assert page.context["swaps"] == []


def test_what_makes_them_alike_but_never_swaps_them_is_left_out(cast, sign_in, three):
    rate(cast.account, cast.alice, "10 7 9 6 6 9 5 10")  # nowhere below Alfa, alike where it says nothing
    page = compare(sign_in(cast.alice), three[0], cast.account)
    assert (page.context["swaps"], page.context["is_tie"]) == ([], False)
    assert b"stays ahead" in page.content


def test_alike_is_said(cast, sign_in, three):
    rate(cast.account, cast.alice, BETA)
    assert compare(sign_in(cast.alice), three[1], cast.account).context["is_tie"]


def test_only_two_different_visible_accounts_are_compared(cast, sign_in, three):
    rate(cast.foreign_account, cast.dave, ALFA)
    assert compare(sign_in(cast.alice), three[0], three[0]).status_code == 422
    assert compare(sign_in(cast.alice), three[0], cast.foreign_account).status_code == 422


# --- choosing them ----------------------------------------------------------------------------------------------------
def errors_of(page):
    return {name: list(errors) for name, errors in page.context["form"].errors.items()}


def test_a_name_is_found_in_any_case_and_stays_as_it_was_typed(cast, sign_in, three):
    page = sign_in(cast.alice).get(PAGE, {"one": "ALFA", "other": "beta"})
    assert (page.status_code, len(page.context["pair"])) == (200, 2)
    assert (b'value="ALFA"' in page.content, b'value="beta"' in page.content) == (True, True)


def test_a_part_of_a_name_leads_to_those_near_and_stays_as_it_was_typed(cast, sign_in, three):
    page = sign_in(cast.alice).get(PAGE, {"one": "alf", "other": "Beta"})
    assert (page.status_code, errors_of(page)) == (
        422,
        {"one": ["No account has just this name. Near it: “Alfa”."]},
    )
    assert (b'value="alf"' in page.content, b'value="Beta"' in page.content) == (True, True)


@pytest.mark.parametrize("typed", ["Zeta", "%", "Alfa #9", "x" * 200, "Alfa #999999999999999999"])
def test_an_unknown_name_is_refused_in_words(cast, sign_in, three, typed):
    page = sign_in(cast.alice).get(PAGE, {"one": "Alfa", "other": typed})
    assert (page.status_code, errors_of(page)) == (422, {"other": ["You see no rated account of this name."]})


@pytest.mark.parametrize("typed", [{}, {"other": ""}, {"other": "\0"}, {"other": "x" * 300}])
def test_what_is_no_name_is_refused(cast, sign_in, three, typed):
    page = sign_in(cast.alice).get(PAGE, {"one": "Alfa", **typed})
    assert (page.status_code, list(errors_of(page))) == (422, ["other"])


def test_of_an_account_not_rated_or_not_seen_the_same_is_said(cast, sign_in, three):
    rate(cast.foreign_account, cast.dave, ALFA)
    for account in (cast.account, cast.foreign_account):
        assert errors_of(compare(sign_in(cast.alice), three[0], account)) == {
            "other": ["You see no rated account of this name."]
        }


def test_where_nothing_applies_there_is_nothing_to_compare(cast, sign_in, three):
    rate(cast.account, cast.alice, "n n n n n n n n")
    page = compare(sign_in(cast.alice), cast.account, three[0])
    assert errors_of(page) == {"one": ["You see no rated account of this name."]}


def test_of_two_with_one_name_the_number_tells_which(cast, sign_in, three):
    twin = AccountFactory(name="Alfa", unit=cast.account.unit, owner=cast.alice)
    rate(twin, cast.alice, BETA)
    client = sign_in(cast.alice)
    both = f"“Alfa #{three[0].pk}”, “Alfa #{twin.pk}”"
    assert errors_of(compare(client, three[0], three[1])) == {
        "one": [f"Several accounts have this name. Write one of these: {both}."]
    }
    page = client.get(PAGE, {"one": f"Alfa #{twin.pk}", "other": "Beta"})
    assert {each.account.pk for each, *_rest in page.context["pair"]} == {twin.pk, three[1].pk}


def test_a_name_that_ends_like_a_number_is_that_account(cast, sign_in, three):
    numbered = AccountFactory(name=f"Alfa #{three[0].pk}", unit=cast.account.unit, owner=cast.alice)
    rate(numbered, cast.alice, BETA)
    page = compare(sign_in(cast.alice), numbered, three[0])
    assert {each.account.pk for each, *_rest in page.context["pair"]} == {numbered.pk, three[0].pk}


def test_rated_accounts_one_sees_are_offered_while_one_types(cast, sign_in, three):
    rate(cast.foreign_account, cast.dave, ALFA)
    client = sign_in(cast.alice)
    for asked, offered in {"one=alf": [b"Alfa"], "other=bet": [b"Beta"], "one=": [], "": [], "one=%00": []}.items():
        content = client.get(f"{PAGE}offers/?{asked}").content
        assert [name for name in (b"Alfa", b"Beta", b"Gamma") if name in content] == offered
    for hidden in (cast.account, cast.foreign_account):
        assert client.get(f"{PAGE}offers/", {"one": hidden.name}).content.strip() == b""


def test_offers_and_what_is_near_hold_what_was_typed(cast, sign_in, three):
    """Not those found by their region or number: a browser would not show them."""
    three[0].region = "Betaland"
    three[0].save()
    client = sign_in(cast.alice)
    assert client.get(f"{PAGE}offers/?one=bet").content.count(b"<option") == 1
    page = client.get(PAGE, {"one": "bet", "other": "Gamma"})
    assert errors_of(page) == {"one": ["No account has just this name. Near it: “Beta”."]}


def test_before_criteria_are_published_none_is_offered(cast, sign_in):
    assert sign_in(cast.alice).get(f"{PAGE}offers/?one=a").content.strip() == b""


def test_the_page_is_as_long_and_asks_as_much_with_thirty_accounts_as_with_three(cast, sign_in, three):
    client = sign_in(cast.alice)
    few = sized(client)
    for number in range(27):
        rate(AccountFactory(name=f"More {number}", unit=cast.account.unit, owner=cast.alice), cast.alice, ALFA)
    assert sized(client) == few


def sized(client):
    """Bytes and queries of the page at work."""
    client.get(PAGE)
    with CaptureQueriesContext(connection) as made:
        page = client.get(PAGE)
    return len(page.content), len(made)
