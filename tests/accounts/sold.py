"""Revenue and runs for tests of classes: the vector of the books, sold in one month."""

from datetime import date

from accounts.changes.tier import record_run
from accounts.models import Revenue, ServiceArea, TierSet
from tests.factories import AccountFactory

VECTOR = (500, 300, 120, 80, 60, 50, 40, 30, 15, 5)
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)


def sell(account, revenue, month=OCTOBER, *, currency="NOK", margin=None, recurring=False, area="Print"):
    area, _made = ServiceArea.objects.get_or_create(name=area, parent=None)
    facts = {"revenue": revenue, "margin": margin, "currency": currency, "recurring": recurring}
    return Revenue.objects.create(account=account, area=area, month=month, **facts)


def vector(values=VECTOR, **about):
    """An account for each value, named by it."""
    accounts = [AccountFactory(name=f"Worth {value}", **about) for value in values]
    for account, value in zip(accounts, values, strict=True):
        sell(account, value)
    return accounts


def record(as_of=OCTOBER, by=None):
    run, _judgement = record_run(tier_set=TierSet.objects.active(), as_of=as_of, by=by)
    return run
