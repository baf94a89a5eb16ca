"""Revenue to measure with: each account buys in ten areas in each of 36 months, most of it bought by few."""

from datetime import date

from django.db import connection, transaction

from accounts.changes.tier import record_run
from accounts.domain.tier import last_full_month, month_end, months_before
from accounts.models import Revenue, ServiceArea, TierSet
from kamplan.bulk import tell_database

AREAS, MONTHS, RUNS_BEFORE = 10, 36, 2

# A month of everybody, made within the database: 3.6 million rows in all for 10,000 accounts. Sums fall with an
# account's number as Zipf (1949) has it of cities, and rise or fall over the months, so that accounts change class.
FILL = """
INSERT INTO accounts_revenue (account_id, area_id, month, recurring, currency, revenue, margin)
SELECT account, area, %s, recurring, 'NOK', revenue, revenue * share / 100
FROM (
    SELECT account.id AS account, area.id AS area, area."order" = 0 AS recurring, account.id %% 30 + 5 AS share,
        2000000 / (1 + account.id * 7919 %% 9973) * (300 + %s * (account.id %% 13 - 6))
        * (1 + (account.id + %s + area."order") %% 5) / 1000 AS revenue
    FROM accounts_account AS account CROSS JOIN accounts_servicearea AS area
) AS amounts ORDER BY account, area
"""


@transaction.atomic
def sell(today: date) -> int:
    """Fill in the facts; how many there are."""
    newest = last_full_month(today)
    for place in range(AREAS):
        ServiceArea.objects.create(name=f"Area {place}", order=place)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # looks up no keys: three times as fast
        for place in range(MONTHS):
            month = connection.ops.adapt_datefield_value(months_before(newest, MONTHS - 1 - place))
            cursor.execute(FILL, [month, place, place])
    tell_database(Revenue)
    return Revenue.objects.count()


def record_before(today: date) -> None:
    """The runs before the newest one, so that it has something to compare with."""
    tier_set, newest = TierSet.objects.active(), last_full_month(today)
    for ago in range(RUNS_BEFORE, 0, -1):
        record_run(tier_set=tier_set, as_of=month_end(months_before(newest, ago)), by=None)
