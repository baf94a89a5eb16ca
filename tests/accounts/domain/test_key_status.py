"""Which act may follow which, what is due, and who decides."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.key_status import KEY, NOTICE, Act, Answer, Due, decided, due, may_follow, nearest, years_after

TODAY = date(2026, 11, 22)
LAST = [None, *Act]


@pytest.mark.parametrize(
    ("last", "yes", "no"),
    [
        (None, Act.GRANTED, None),
        (Act.NOMINATED, Act.GRANTED, Act.REFUSED),
        (Act.WITHDRAWN, Act.GRANTED, None),
        (Act.REFUSED, Act.GRANTED, None),
        (Act.GRANTED, Act.CONFIRMED, Act.REVOKED),
        (Act.CONFIRMED, Act.CONFIRMED, Act.REVOKED),
        (Act.REVOKED, Act.GRANTED, None),
    ],
)
def test_what_a_yes_and_a_no_come_to(last, yes, no):
    assert (decided(last, Answer.YES), decided(last, Answer.NO)) == (yes, no)
    assert {act for act in Act if may_follow(last, act)} - {Act.NOMINATED, Act.WITHDRAWN} == {yes, no} - {None}


def test_only_what_is_neither_key_nor_nominated_is_nominated():
    assert [last for last in LAST if may_follow(last, Act.NOMINATED)] == [None, Act.WITHDRAWN, Act.REFUSED, Act.REVOKED]


def test_only_a_nomination_that_waits_is_withdrawn():
    assert [last for last in LAST if may_follow(last, Act.WITHDRAWN)] == [Act.NOMINATED]


@given(st.lists(st.sampled_from(Act), max_size=40))
def test_whatever_is_tried_a_key_account_was_granted_and_not_revoked_since(tried):
    last, is_key = None, False
    for act in tried:
        if may_follow(last, act):
            last, is_key = act, act is Act.GRANTED or (is_key and act is Act.CONFIRMED)
            assert is_key == (last in KEY)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, Due.OVERDUE), (0, Due.SOON), (NOTICE.days, Due.SOON), (NOTICE.days + 1, Due.LATER)],
)
def test_a_day_is_overdue_from_the_next_one_on(days, said):
    assert due(TODAY + timedelta(days=days), TODAY) is said


def test_a_leap_day_has_a_day_in_every_year():
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert years_after(date(2026, 3, 31), 3) == date(2029, 3, 31)


def test_those_of_the_nearest_unit_decide():
    deciders = [("1.", "Director"), ("1.2.", "Manager"), ("1.3.", "Elsewhere"), ("", "Unplaced")]
    assert nearest("1.2.5.", deciders) == ["Manager"]
    assert nearest("1.4.", deciders) == ["Director"]
    assert nearest("7.", deciders) == []
