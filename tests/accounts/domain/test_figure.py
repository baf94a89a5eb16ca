"""What key figures say: shares of a year, developments over the years, and nothing where nothing can be said."""

from decimal import Decimal

import pytest

from accounts.domain.figure import SHARES, Amount, Share, developments, shares
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


# --- over the years ---------------------------------------------------------------------------------------------------
def over(*amounts, kind="turnover", currency="NOK"):
    return [Amount(2019 + 2 * place, kind, Decimal(amount), currency) for place, amount in enumerate(amounts)]


def test_the_figures_of_the_study():
    """The public accounts of a media house, in thousands: two years apart."""
    turnover, assets = developments([*over(119_316, 136_005), *over(213_659, 261_368, kind="assets")])
    assert (turnover.change, turnover.growth, turnover.years) == (Decimal("14.0"), Decimal("6.76"), 2)
    assert assets.change == Decimal("22.3")


def test_a_margin_that_doubles():
    (told,) = developments(over("6.7", "13.1"))
    assert told.change == Decimal("95.5")  # times 1.96


@pytest.mark.parametrize(
    ("amounts", "change", "growth"),
    [((-1220, 588), None, None), ((0, 5), None, None), ((392, -203), "-151.8", None), ((100, 100, 100), "0.0", "0.00")],
)
def test_nothing_is_told_from_or_to_a_loss(amounts, change, growth):
    (told,) = developments(over(*amounts))
    assert (told.change, told.growth) == (change and Decimal(change), growth and Decimal(growth))


def test_one_year_or_another_currency_is_no_development():
    assert developments(over(5)) == []
    mixed = [Amount(2023, "turnover", Decimal(1), "SEK"), Amount(2024, "turnover", Decimal(2), "NOK")]
    assert developments(mixed) == []
    (told,) = developments([*mixed, Amount(2022, "turnover", Decimal(4), "NOK")])
    assert told.amounts == ((2022, 4), (2024, 2))


def test_budgets_of_two_categories_are_two():
    budgets = [
        Amount(year, "category_budget", Decimal(year), "NOK", name) for name in ("Paper", "Cloud") for year in (1, 2)
    ]
    assert [(each.category, each.amounts) for each in developments(budgets)] == [
        ("Paper", ((1, 1), (2, 2))),
        ("Cloud", ((1, 1), (2, 2))),
    ]
