"""Changes to classes: a month recorded or taken back, a set prepared and applied, an account's class decided."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import IntegrityError, transaction

from accounts.domain.tier import month_end
from accounts.models import Account, Tier, TierOverride, TierRun, TierSet, TierStanding, User
from accounts.models.tier_judgement import Judgement, Verdict, judge
from accounts.models.tier_value import newest_month_before
from kamplan.bulk import tell_database
from kamplan.history import Conflict, delete_by, save_by, save_versioned

ROWS_AT_ONCE = 1000
CENT, SHARE = Decimal("0.01"), Decimal("0.0000000001")


class NotRecorded(Exception):
    """The month cannot be recorded: `run` is in the way."""

    def __init__(self, run: TierRun) -> None:
        super().__init__(str(run))
        self.run = run


class RecordedAlready(NotRecorded):
    """The month has its run."""


class LaterOneRecorded(NotRecorded):
    """A later month has been recorded; what went before it is history."""


class NotTheNewest(Exception):
    """Only the newest run can be taken back: later ones build upon it."""


def record_run(*, tier_set: TierSet, as_of: date, by: User | None) -> tuple[TierRun, Judgement]:
    """Judge every account and keep it as the run of the month."""
    month = as_of.replace(day=1)
    try:
        with transaction.atomic():
            TierSet.objects.select_for_update().get(pk=tier_set.pk)  # one recorder at a time
            refuse_what_is_recorded(tier_set, month)
            judgement = judge(tier_set, as_of)
            run = TierRun.objects.create(set=tier_set, as_of=as_of, month=month, recorded_by=by, **counted(judgement))
            rows = (standing(run, verdict) for verdict in judgement.verdicts)
            TierStanding.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    except IntegrityError as error:
        refuse_what_is_recorded(tier_set, month)
        raise error
    tell_database(TierStanding)
    return run, judgement


def counted(judgement: Judgement) -> dict[str, Any]:
    """How many facts the run rests on, and how many it had to leave out."""
    figures = judgement.figures
    return {
        "facts": figures.facts,
        "facts_without_margin": figures.without_margin,
        "facts_without_rate": figures.without_rate,
    }


def refuse_what_is_recorded(tier_set: TierSet, month: date) -> None:
    for run in TierRun.objects.by_age().filter(month__gte=month):
        if run.month > month:
            raise LaterOneRecorded(run)
        if run.set_id == tier_set.pk:
            raise RecordedAlready(run)


def standing(run: TierRun, verdict: Verdict) -> TierStanding:
    return TierStanding(
        run=run,
        account_id=verdict.account,
        value=rounded(verdict.value, CENT),
        revenue=verdict.revenue.quantize(CENT),
        before=rounded(verdict.before, SHARE),
        place=verdict.place,
        tier_id=verdict.tier.pk,
        rule_tier_id=verdict.rule_tier.pk,
        previous_id=verdict.previous.pk if verdict.previous else None,
        cause=verdict.cause,
        heading_id=verdict.heading.pk if verdict.heading else None,
        runs=verdict.runs,
    )


def rounded(value: Fraction, unit: Decimal) -> Decimal:
    """A fraction as the nearest multiple of a unit."""
    return round(value / Fraction(unit)) * unit


def record_newest_month(*, today: date, by: User | None) -> TierRun | None:
    """Record the newest month that has ended and has figures; None when there is none, or it is recorded already."""
    tier_set, month = TierSet.objects.active(), newest_month_before(today.replace(day=1))
    if tier_set is None or month is None:
        return None
    try:
        run, _judgement = record_run(tier_set=tier_set, as_of=month_end(month), by=by)
    except NotRecorded:
        return None
    return run


@transaction.atomic
def take_back_run(*, run: TierRun) -> None:
    """Remove the newest run, so that its month can be recorded anew."""
    newest = TierRun.objects.select_for_update(of=("self",)).order_by("-month", "-pk").first()
    if newest != run:
        raise NotTheNewest
    run.delete()


@transaction.atomic
def edit_set(*, values: Mapping[str, Any], tiers: Iterable[Tier], seen: int) -> TierSet:
    """Save the draft with these tiers, best first; there is one then. Conflict unless it is as `seen`, 0 for none."""
    draft = TierSet.objects.select_for_update().filter(state=TierSet.State.DRAFT).first()
    if (draft.version if draft else 0) != seen:
        raise Conflict
    draft = draft or TierSet(version=0)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save()
    draft.tiers.all().delete()
    for order, tier in enumerate(tiers):
        tier.pk, tier.set, tier.order = None, draft, order
        tier.save(force_insert=True)
    return draft


def discard_set() -> None:
    """The draft goes; nothing hangs on it."""
    TierSet.objects.filter(state=TierSet.State.DRAFT).delete()


@transaction.atomic
def apply_set(*, draft: TierSet, by: User, now: datetime) -> None:
    """From the next run on the draft classifies; decisions go on under the name of their class."""
    TierSet.objects.filter(state=TierSet.State.ACTIVE).update(state=TierSet.State.RETIRED)
    draft.state, draft.applied_at, draft.applied_by = TierSet.State.ACTIVE, now, by
    draft.save()
    tiers = {tier.name: tier for tier in draft.tiers.all()}
    for override in TierOverride.objects.filter(tier__name__in=tiers).select_related("tier"):
        override.tier = tiers[override.tier.name]
        save_by(override, by=by)


@transaction.atomic
def decide_class(*, override: TierOverride, seen: int, by: User) -> None:
    """Set an account's class against the rule. Conflict when somebody decided since `by` looked; `seen` 0 for none."""
    override.owner = by
    if override.pk is not None:
        save_versioned(override, seen=seen, by=by)
        return
    Account.objects.select_for_update(of=("self",)).get(pk=override.account_id)
    if seen or TierOverride.objects.filter(account=override.account_id).exists():
        raise Conflict
    save_by(override, by=by)


def leave_to_the_rule(*, account: Account, by: User) -> None:
    """End the decision about an account today."""
    for override in TierOverride.objects.filter(account=account):
        delete_by(override, by=by)
