"""What key figures say of each other: shares in per cent, and nothing where nothing can be said."""

from decimal import Decimal

import pytest

from accounts.domain.figure import SHARES, Amount, Share, shares
from accounts.models import Figure


def amounts(**known):
    return [Amount(2025, kind, Decimal(str(amount)), "NOK") for kind, amount in known.items()]


def test_each_share_of_a_year():
    known = amounts(turnover=136_005, operating_result=588, net_result=594, equity="95117.50", assets=261_368)
    assert shares(known) == [
        Share(2025, "operating_margin", Decimal("0.4")),
        Share(2025, "net_margin", Decimal("0.4")),
        Share(2025, "equity_ratio", Decimal("36.4")),
    ]


@pytest.mark.parametrize(
    "known",
    [
        amounts(equity=5),
        amounts(assets=5),
        amounts(equity=5, assets=0),
        amounts(equity=5, assets=-1),
        [*amounts(equity=5), Amount(2024, "assets", Decimal(9), "NOK")],
        [*amounts(equity=5), Amount(2025, "assets", Decimal(9), "EUR")],
    ],
)
def test_nothing_is_said_of_what_is_not_known(known):
    assert shares(known) == []


def test_losses_are_below_zero_and_halves_go_away_from_it():
    (told,) = shares(amounts(turnover=2000, net_result=-1))
    assert told.percent == Decimal("-0.1")


def test_the_newest_year_stands_first():
    years = [Amount(year, kind, Decimal(year), "NOK") for year in (2023, 2025, 2024) for kind in ("equity", "assets")]
    assert [share.year for share in shares(years)] == [2025, 2024, 2023]


def test_shares_are_made_of_figures_there_are():
    assert {kind for pair in SHARES.values() for kind in pair} <= set(Figure.Kind.values)
    assert set(SHARES) == set(Figure.Share.values)
