"""Judgements to measure with: the owner of every account has rated it, and how strong we are with it."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from accounts.changes.weighed_set import publish_draft
from accounts.models import Assessment, CriteriaSet, FactorRating, FactorSet, Rating, StrengthJudgement, User
from kamplan.bulk import tell_database

# Made within the database, spread evenly over the scale; every twentieth account lacks a rating, so that it is a span.
FILL = (
    """
    INSERT INTO accounts_assessment (account_id, set_id, rater_id, "on")
    SELECT id, %(criteria)s, owner_id, %(today)s FROM accounts_account ORDER BY id
    """,
    """
    INSERT INTO accounts_rating (assessment_id, criterion_id, rating, not_applicable, evidence)
    SELECT assessment.id, criterion.id,
        CASE WHEN account_id %% 20 = 0 AND criterion.id %% 8 = 0 THEN NULL
        ELSE (account_id * 7919 + criterion.id * 31 + account_id / 7) %% 10 + 1 END, false, ''
    FROM accounts_assessment AS assessment
    JOIN accounts_weighedcriterion AS criterion ON criterion.set_id = assessment.set_id
    """,
    """
    INSERT INTO accounts_strengthjudgement (account_id, set_id, rater_id, "on", rival, asked, asked_on)
    SELECT id, %(factors)s, owner_id, %(today)s, 'Havn', id %% 3 = 0, CASE WHEN id %% 3 = 0 THEN %(today)s END
    FROM accounts_account ORDER BY id
    """,
    """
    INSERT INTO accounts_factorrating (judgement_id, factor_id, own, rival, evidence)
    SELECT judgement.id, factor.id, (account_id * 104729 + factor.id * 17) %% 10 + 1,
        (account_id * 1299709 + factor.id * 13) %% 10 + 1, ''
    FROM accounts_strengthjudgement AS judgement
    JOIN accounts_weighedfactor AS factor ON factor.set_id = judgement.set_id
    """,
)


@transaction.atomic
def judge(today: date, by: User) -> None:
    now = timezone.now()
    sets = {
        "criteria": publish_draft(CriteriaSet, by=by, now=now).pk,
        "factors": publish_draft(FactorSet, by=by, now=now).pk,
        "today": today,
    }
    with connection.cursor() as cursor:
        for sql in FILL:
            cursor.execute(sql, sets)
    tell_database(Assessment, Rating, StrengthJudgement, FactorRating)
