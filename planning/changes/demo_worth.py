"""The demonstration's findings about risk and worth; and taking out what it assumed for the whole house."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Account, KamEffort, ServiceArea, SwitchingLine, User, WalletRank, WorthTerms
from accounts.models.figure import Figure
from accounts.models.worth_found import AccountWorth
from kamplan.history import save_by
from planning.domain import demo_worth as told

THOUSAND = 1000
HUNDRED_THOUSANDS = -5


def make_worth(people: dict[str, User], today: date) -> None:
    names = {told.GIANT, told.STAR, told.MUNICIPALITY}
    accounts = {account.name: account for account in Account.objects.filter(name__in=names)}
    save_by(WorthTerms(reason=told.REASON, **told.HOUSE), by=people["ingrid"])
    by = people["jonas"]
    giant, agreed = accounts[told.GIANT], today + timedelta(days=told.AGREED_FOR)
    save_by(WorthTerms(account=giant, agreed_until=agreed, **told.GIANT_TERMS), by=by)
    for cost in told.COSTS:
        save_by(line_of(cost, giant), by=by)
    for spend in told.SPENDS:
        make_spend(spend, accounts[spend.account], today, by=by)
    areas = {area.name: area for area in ServiceArea.objects.filter(parent=None)}
    for rank in told.RANKS:
        places = {"place": rank.place, "suppliers": rank.suppliers, "level_with": rank.level_with}
        area, on = areas[rank.category], today - timedelta(days=200)
        save_by(WalletRank(account=accounts[rank.account], area=area, on=on, source=rank.source, **places), by=by)
    for name, hours in told.HOURS.items():
        for year, count in zip((today.year - 1, today.year), hours, strict=True):
            about = {"hours": count, "hourly": told.AN_HOUR, "currency": "NOK", "note": "KAM and specialists, travel"}
            save_by(KamEffort(account=accounts[name], year=year, **about), by=by)


def line_of(cost: told.DemoCost, account: Account) -> SwitchingLine:
    return SwitchingLine(
        account=account,
        bearer=cost.bearer,
        kind=cost.kind,
        description=cost.description,
        once=cost.once and cost.once * THOUSAND,
        yearly=cost.yearly and cost.yearly * THOUSAND,
        years=cost.years,
        currency="NOK",
        confidence=cost.confidence,
    )


def make_spend(spend: told.DemoSpend, account: Account, today: date, *, by: User) -> None:
    """As much in both years as makes our revenue the share it is told to be."""
    found = AccountWorth(account, today)
    area = next(area for area in found.groups if area.name == spend.category)
    now, before = next((now, before) for pk, now, before in found.told.areas if pk == area.pk)
    for year, sold, share in ((today.year, now, spend.share), (today.year - 1, before, spend.share_before)):
        amount = round(sold.revenue / Decimal(share) * 100, HUNDRED_THOUSANDS)
        about = {"year": year, "kind": Figure.Kind.CATEGORY_BUDGET, "category": spend.category}
        figure = account.figures.filter(**about).first() or Figure(account=account, **about)
        figure.amount, figure.currency, figure.source = amount, "NOK", spend.source
        save_by(figure, by=by)


def remove_worth() -> None:
    """What the house assumed; the rest has gone with the accounts."""
    WorthTerms.objects.filter(account=None, reason=told.REASON).delete()
    WorthTerms.history.filter(account=None, reason=told.REASON).delete()
