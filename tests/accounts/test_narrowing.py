"""The filters of the portfolio's pages: closed until asked for, and what holds meanwhile stays and is said."""

import pytest
from django.urls import reverse

from tests.accounts.judged import AHEAD, judge
from tests.accounts.rated import ALFA, rate
from tests.accounts.sold import OCTOBER, record, sell

pytestmark = pytest.mark.django_db
PAGES = (
    *("portfolio", "pyramid", "pyramid_moves", "pyramid_what_if", "matrix", "concentration", "attractiveness"),
    *("key_status_list", "key_status_due", "key_status_log"),
)


@pytest.fixture
def answer(cast, sign_in):
    sell(cast.account, 100)
    record(OCTOBER)
    rate(cast.account, cast.alice, ALFA)
    judge(cast.account, cast.alice, AHEAD)
    browser = sign_in(cast.alice)
    return lambda name, query="": browser.get(reverse(name) + query)


@pytest.mark.parametrize("name", PAGES)
def test_what_there_is_to_choose_from_is_looked_up_when_asked(answer, name):
    closed, opened = (answer(name, query).content.decode() for query in ("", "?filters=1"))
    assert 'aria-expanded="false"' in closed
    assert 'id="by-owner"' not in closed
    assert 'aria-expanded="true"' in opened
    assert 'id="by-owner"' in opened
    assert f'href="{reverse(name)}?filters=1"' in closed
    assert f'id="more" href="{reverse(name)}"' in opened


@pytest.mark.parametrize("name", PAGES)
def test_what_holds_is_said_stays_in_the_form_and_can_be_taken_back(answer, name):
    found = answer(name, "?sector=private&page=1").content.decode()
    assert '<input type="hidden" name="sector" value="private">' in found
    assert "Sector: <b>Private sector</b>" in found
    assert f'<a class="narrowed-by" href="{reverse(name)}">' in found
    assert f'id="more" href="{reverse(name)}?sector=private&amp;filters=1"' in found


def test_whatever_else_an_address_says_stays(answer):
    opened = answer("matrix", "?strength=2&sort=-revenue&page=1").content.decode()
    assert 'id="more" href="/matrix/?strength=2&amp;sort=-revenue&amp;filters=1"' in opened
    (chip,) = answer("matrix", "?sector=private&strength=2&sort=-revenue").context["chips"]
    assert "strength=2" in chip.address
    assert "sort=-revenue" in chip.address
    assert "sector" not in chip.address
    moves = answer("pyramid_moves", "?since=2026-08-31")
    assert "since=2026-08-31&amp;filters=1" in moves.content.decode()
    assert moves.context["files"] == "?since=2026-08-31"
