"""`manage.py classify`: reads, or records the run of a month, and says why it does not."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Revenue, TierRun, TierSet, TierStanding
from tests.accounts.sold import VECTOR, record, vector

pytestmark = pytest.mark.django_db
KEYS = {"account", "account_id", "value", "share_before", "class", "previous_class", "reason"}


def classify(*words):
    out = StringIO()
    call_command("classify", *words, stdout=out)
    return out.getvalue()


def rows(*words):
    return json.loads(classify("--as-of", "2026-10-31", *words))["accounts"]


def test_the_vector_to_the_last_digit():
    vector()
    found = rows()
    assert [row["class"] for row in found] == list("AAAABBBCCC")
    assert [row["value"] for row in found] == list(VECTOR)
    before = [0, 41.667, 66.667, 76.667, 83.333, 88.333, 92.5, 95.833, 98.333, 99.583]
    assert [round(row["share_before"] * 100, 3) for row in found] == before
    assert {row["reason"] for row in found} == {"first run"}
    assert {row["previous_class"] for row in found} == {None}
    assert all(row.keys() == KEYS for row in found)


def test_it_only_reads():
    vector()
    assert rows() == rows()
    assert not TierRun.objects.exists()


def test_it_records_once_a_month():
    accounts = vector()
    assert json.loads(classify("--as-of", "2026-10-31", "--record"))["recorded"] is True
    assert TierStanding.objects.count() == len(accounts)
    with pytest.raises(CommandError, match="recorded already"):
        classify("--as-of", "2026-10-15", "--record")
    classify("--as-of", "2026-11-30", "--record")
    with pytest.raises(CommandError, match="is history"):
        classify("--as-of", "2026-10-31", "--record")
    assert TierRun.objects.count() == 2
    assert {row["previous_class"] for row in json.loads(classify("--as-of", "2026-12-31"))["accounts"]} == set("ABC")


def test_what_is_recorded_is_what_was_printed():
    vector((79, 21, 1, 0))
    printed = [(row["account_id"], row["value"], row["class"]) for row in rows("--record")]
    kept = TierStanding.objects.order_by("place", "account").values_list("account_id", "value", "tier__name")
    assert printed == [(account, float(value), tier) for account, value, tier in kept]


def test_no_sales_are_said():
    *_rest, silent = vector((10, 5))
    Revenue.objects.filter(account=silent).delete()
    assert rows()[-1]["reason"] == "first run; no sales"


@time_machine.travel("2026-11-22")
def test_without_a_day_it_is_the_month_that_ended():
    vector()
    assert json.loads(classify())["as_of"] == "2026-10-31"


def test_as_csv():
    vector()
    table = list(csv.DictReader(StringIO(classify("--as-of", "2026-10-31", "--format", "csv"))))
    assert [row["class"] for row in table] == list("AAAABBBCCC")


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "31.10.2026", "", "1066-10-14"])
def test_no_day(day):
    with pytest.raises(CommandError, match=r"not a day|outside"):
        classify("--as-of", day)


@time_machine.travel("2026-11-22")
def test_the_future_is_not_recorded():
    with pytest.raises(CommandError, match="future"):
        classify("--as-of", "2026-12-01", "--record")


def test_no_set_in_use():
    TierSet.objects.update(state="retired")
    with pytest.raises(CommandError, match="No tier set"):
        classify()


def test_nothing_sold_at_all():
    assert rows() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.decimals(-500, 5000, places=2), min_size=1, max_size=8))
def test_who_is_worth_more_never_stands_lower(values, db):
    Revenue.objects.all().delete()
    TierRun.objects.all().delete()
    for number, account in enumerate(vector([0] * len(values))):
        Revenue.objects.filter(account=account).update(revenue=values[number])
    found = [(row["value"], row["class"]) for row in rows()]
    assert found == sorted(found, key=lambda pair: (-pair[0], pair[1]))


def test_a_run_of_a_month_without_figures_is_a_run():
    vector()
    record(date(2027, 12, 31))
    assert set(TierStanding.objects.values_list("tier__name", flat=True)) == {"C"}
