"""The official class of an account: what the newest run says, unless somebody has decided otherwise since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models.account import Account, AccountQuerySet
from accounts.models.rows import rows_of, statement
from accounts.models.tier import Tier
from accounts.models.tier_override import TierOverride
from accounts.models.tier_run import TierRun, TierStanding
from kamplan.unchanged import Statement

SIZES_KEPT = 64  # a page of a list has fifty rows, its last page any number up to that


def classes_of(accounts: Iterable[int], today: date) -> dict[int, str]:
    """By account; who has none is not in it. One query, however many are asked for."""
    wanted = list(accounts)
    if not wanted:
        return {}
    asked = classes_asked(len(wanted), today)
    found: dict[int, str] = {}
    for account, name, by_rule in rows_of(asked and about(wanted, asked)):
        if not by_rule or account not in found:
            found[account] = name
    return found


@lru_cache(maxsize=SIZES_KEPT)
def classes_asked(size: int, today: date) -> Statement | None:
    """The question about so many accounts, worded once: that took four times as long as the answer."""
    wanted = stand_ins(size)
    decided = TierOverride.objects.holding(today).filter(account__in=wanted).order_by().annotate(by_rule=Value(0))
    judged = TierStanding.objects.of_newest_run().filter(account__in=wanted).order_by().annotate(by_rule=Value(1))
    columns = ("account_id", "tier__name", "by_rule")
    return statement(judged.values_list(*columns).union(decided.values_list(*columns), all=True))


def about(wanted: Sequence[int], asked: Statement) -> Statement:
    """The same question about these accounts."""
    sql, given = asked
    meant = dict(zip(stand_ins(len(wanted)), wanted, strict=True))
    return sql, tuple(meant.get(each, each) for each in given)


def stand_ins(size: int) -> range:
    """Keys that no row has, for those of the accounts."""
    return range(-size, 0)


def in_class(accounts: AccountQuerySet, name: str, today: date) -> AccountQuerySet:
    """Those whose official class has this name."""
    decided = TierOverride.objects.holding(today).order_by()
    judged = TierStanding.objects.of_newest_run().filter(tier__name=name).order_by()
    by_rule = judged.exclude(account__in=decided.values("account_id")).values("account_id")
    return accounts.filter(pk__in=by_rule.union(decided.filter(tier__name=name).values("account_id")))


def by_class(accounts: AccountQuerySet, today: date, *, best_last: bool = False) -> AccountQuerySet:
    """The best class first, by name within each; who has none comes last either way. One query more.

    Joined with the rows of the one run, which takes a third of the time of looking each account up.
    """
    run = TierRun.objects.order_by("-month", "-pk").values_list("pk", flat=True).first()
    known = accounts.alias(
        judged=FilteredRelation("standings", condition=Q(standings__run=run)),
        decided=FilteredRelation("tier_override", condition=Q(tier_override__expires__gte=today)),
    )
    order = Coalesce("decided__tier__order", "judged__tier__order")
    by_order = order.desc(nulls_last=True) if best_last else order.asc(nulls_last=True)
    return known.order_by(by_order, "sort_key", "pk")


def class_name(today: date) -> Coalesce:
    """The name of the class as a column of accounts, for files that hold all rows."""
    decided = TierOverride.objects.holding(today).filter(account=OuterRef("pk")).order_by()
    judged = TierStanding.objects.of_newest_run().filter(account=OuterRef("pk")).order_by()
    return Coalesce(Subquery(decided.values("tier__name")[:1]), Subquery(judged.values("tier__name")[:1]))


def known_classes() -> list[str]:
    """The names of the set in use, best first."""
    newest = TierRun.objects.order_by("-month", "-pk").values("set")[:1]
    return list(Tier.objects.filter(set=Subquery(newest)).order_by("order").values_list("name", flat=True))


@dataclass(frozen=True)
class Class:
    """Everything about one account's class. Without a run and a decision there is nothing to say."""

    tier: Tier | None
    since: date | None
    standing: TierStanding | None
    override: TierOverride | None
    is_decided: bool
    story: list[TierStanding]


def class_of(account: Account, today: date) -> Class:
    """Two queries."""
    story = list(TierStanding.objects.story(account))
    override = TierOverride.objects.filter(account=account).select_related("tier", "owner").first()
    newest = story[0] if story else None
    if override and override.expires >= today:
        return Class(override.tier, timezone.localdate(override.decided_at), newest, override, True, story)
    return Class(newest.tier if newest else None, since(story), newest, override, False, story)


def class_and_month(account: Account, today: date) -> tuple[str, date | None]:
    """The name of its class, and the month of the last run that judged it. One query, without the story behind them."""
    decided = TierOverride.objects.holding(today).filter(account=OuterRef("pk")).order_by()
    judged = TierStanding.objects.filter(account=OuterRef("pk")).order_by("-run__month", "-run_id")
    name = Coalesce(Subquery(decided.values("tier__name")[:1]), Subquery(judged.values("tier__name")[:1]), Value(""))
    month = Subquery(judged.values("run__month")[:1])
    told: tuple[str, date | None] = Account.objects.order_by().filter(pk=account.pk).values_list(name, month).get()
    return told


def since(story: list[TierStanding]) -> date | None:
    """The month of the first of the runs in a row, newest first, that agree."""
    found = None
    for standing in story:
        if standing.tier.name != story[0].tier.name:
            break
        found = standing.run.month
    return found
