"""Overall satisfaction and the net promoter score, with what chance leaves of them."""

import math
import statistics

import pytest

from surveys.domain.overall import Overall, indication, sign_of


def test_promoters_minus_detractors_in_percent_points():
    overall = Overall.of([(None, 10, 3), (None, 9, 1), (None, 8, 2), (None, 7, 1), (None, 6, 2), (None, 0, 1)])
    assert (overall.recommendation_n, overall.promoters, overall.detractors) == (10, 4, 3)
    assert overall.net_promoter_score == pytest.approx(10.0)


def test_its_interval_is_that_of_a_mean_of_signs():
    signs = [1] * 4 + [0] * 3 + [-1] * 3
    overall = Overall.of([(None, 9, 4), (None, 7, 3), (None, 3, 3)])
    reach = 100 * 2.2621571628540993 * statistics.stdev(signs) / math.sqrt(10)
    assert overall.net_promoter_margin == pytest.approx(reach)
    assert overall.net_promoter_interval == pytest.approx((10 - reach, 10 + reach))


def test_no_interval_from_one_answer_or_where_all_are_of_one_kind():
    assert Overall.of([(None, 9, 1)]).net_promoter_interval is None
    assert Overall.of([(None, 9, 5), (None, 10, 2)]).net_promoter_margin is None
    assert Overall.of([]).net_promoter_score is None


def test_satisfaction_is_a_mean_over_who_answered_it():
    overall = Overall.of([(8, None, 1), (9, 3, 2), (None, 9, 5), (7, None, 1), (10, None, 1)])
    assert overall.satisfaction_n == 5
    assert overall.satisfaction_mean == pytest.approx(8.6)
    assert overall.satisfaction_sd == pytest.approx(statistics.stdev([8, 9, 9, 7, 10]))


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_refused(score):
    with pytest.raises(ValueError):
        sign_of(score)


def test_fewer_than_ten_are_an_indication():
    assert [indication(n) for n in (0, 1, 9, 10)] == [False, True, True, False]
