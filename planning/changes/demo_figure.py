"""The demonstration's knowledge of its customers: what they are, and three years of annual reports."""

from datetime import date

from accounts.models import Account, CustomerProfile, Figure
from kamplan.history import save_by
from planning.domain import demo_figure as told

THOUSAND = 1000


def make_customer_figures(today: date) -> None:
    accounts = {
        account.name: account for account in Account.objects.filter(name__in=told.PROFILES).select_related("owner")
    }
    for name, profile in told.PROFILES.items():
        account = accounts[name]
        by = account.owner
        save_by(CustomerProfile(account=account, **vars(profile)), by=by)
        for kind, amounts in told.REPORTS.get(name, {}).items():
            for ago, amount in enumerate(amounts, start=1):
                about = {"kind": kind, "year": today.year - ago, "currency": account.currency, "source": told.SOURCE}
                save_by(Figure(account=account, amount=amount * THOUSAND, **about), by=by)
