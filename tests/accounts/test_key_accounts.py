"""`key_accounts`: the official list for other programs, the same as on the page."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Account
from tests.accounts.key import bet, days, decided, nominated, round_opened
from tests.accounts.sold import sell
from tests.checksum import checksum
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db


def printed(**options):
    out = StringIO()
    call_command("key_accounts", stdout=out, **options)
    return out.getvalue()


def listed():
    return json.loads(printed())


@pytest.fixture
def list_of_three(cast):
    """One by the figures, one bet whose day has passed, and one that is only nominated."""
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    sell(cast.account, "1234.56", last_month)
    decided(cast.account, cast.mona, reason="Class A for years")
    bet(cast.foreign_account, cast.dave, follow_up=days(-3))
    nominated(AccountFactory(name="Perhaps", unit=cast.account.unit, owner=cast.alice), cast.bob)
    return cast


def test_who_is_key_by_whom_and_why(list_of_three):
    bet_on, by_figures = listed()["key_accounts"]
    assert (bet_on["account"], by_figures["account"]) == ("Mälarhamn Bygg", "Nordvik Verft")
    assert {name: by_figures[name] for name in ("kind", "act", "on", "by", "reason", "since", "owner", "unit")} == {
        "kind": "figures",
        "act": "granted",
        "on": days(0).isoformat(),
        "by": "Mona",
        "reason": "Class A for years",
        "since": days(0).isoformat(),
        "owner": "Alice",
        "unit": "Bergen",
    }
    assert (bet_on["kind"], bet_on["follow_up"], bet_on["follow_up_overdue"]) == ("bet", days(-3).isoformat(), True)
    assert (by_figures["follow_up"], by_figures["follow_up_overdue"]) == (None, False)


def test_figures_are_those_of_the_day_to_the_cent_and_no_figure_is_not_a_zero(list_of_three):
    bet_on, by_figures = listed()["key_accounts"]
    assert (by_figures["revenue_then"], by_figures["currency_then"], by_figures["facts_then"]) == ("1234.56", "NOK", 1)
    assert (bet_on["revenue_then"], bet_on["points_low_then"], bet_on["class"]) == (None, None, None)
    sell(list_of_three.account, 1000, timezone.localdate().replace(day=1) - timedelta(days=1), area="Cloud")
    assert listed()["key_accounts"][1]["revenue_then"] == "1234.56"


def test_a_round_says_what_it_has_confirmed(list_of_three):
    assert listed()["round"] is None
    assert [row["confirmed_in_round"] for row in listed()["key_accounts"]] == [None, None]
    round_opened(list_of_three.mona, name="2027")
    decided(list_of_three.account, list_of_three.mona, "confirmed")
    told = listed()
    assert (told["round"]["name"], told["round"]["until"]) == ("2027", days(30).isoformat())
    assert [row["confirmed_in_round"] for row in told["key_accounts"]] == [False, True]


def test_who_is_revoked_or_lies_in_the_bin_is_not_there(list_of_three):
    decided(list_of_three.account, list_of_three.mona, "revoked")
    assert [row["account"] for row in listed()["key_accounts"]] == ["Mälarhamn Bygg"]
    Account.objects.filter(name="Mälarhamn Bygg").update(deleted_at=timezone.now(), deleted_by=list_of_three.dave)
    assert listed()["key_accounts"] == []


def test_as_csv_the_same_rows_and_it_only_reads(list_of_three):
    before = checksum()
    rows = list(csv.DictReader(StringIO(printed(format="csv"))))
    assert [{name: value or None for name, value in row.items()} for row in rows] == [
        {name: None if value in (None, "") else str(value) for name, value in row.items()}
        for row in listed()["key_accounts"]
    ]
    assert checksum() == before


def test_without_key_accounts_the_heading_stands_alone(cast):
    assert listed()["key_accounts"] == []
    assert len(printed(format="csv").splitlines()) == 1
