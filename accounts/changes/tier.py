"""Changes to classes: a month recorded or taken back, a set prepared and applied, an account's class decided."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import IntegrityError, transaction

from accounts.models import Account, Tier, TierOverride, TierRun, TierSet, TierStanding, User
from accounts.models.tier_judgement import Judgement, Verdict, judge
from kamplan.bulk import tell_database
from kamplan.history import delete_by, save_by, save_versioned

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
            run = TierRun.objects.create(set=tier_set, month=month, as_of=as_of, recorded_by=by)
            rows = (standing(run, verdict) for verdict in judgement.verdicts)
            TierStanding.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    except IntegrityError as error:
        refuse_what_is_recorded(tier_set, month)
        raise error
    tell_database(TierStanding)
    return run, judgement


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
        tier=verdict.tier,
        rule_tier=verdict.rule_tier,
        previous=verdict.previous,
        cause=verdict.cause,
        heading=verdict.heading,
        runs=verdict.runs,
    )


def rounded(value: Fraction, unit: Decimal) -> Decimal:
    """A fraction as the nearest multiple of a unit."""
    return round(value / Fraction(unit)) * unit


@transaction.atomic
def take_back_run(*, run: TierRun) -> None:
    """Remove the newest run, so that its month can be recorded anew."""
    newest = TierRun.objects.select_for_update(of=("self",)).order_by("-month", "-pk").first()
    if newest != run:
        raise NotTheNewest
    run.delete()


@transaction.atomic
def prepare_set() -> TierSet:
    """The draft there is, or one with everything as it is now."""
    draft, active = TierSet.objects.draft(), TierSet.objects.active()
    if draft:
        return draft
    tiers = active.ordered_tiers() if active else []
    made = active or TierSet(name="A, B, C")
    made.pk, made.state, made.applied_at, made.applied_by, made.version = None, TierSet.State.DRAFT, None, None, 1
    made._state.adding = True
    made.save()
    for tier in tiers:
        tier.pk, tier.set = None, made
    Tier.objects.bulk_create(tiers)
    return TierSet.objects.get(pk=made.pk)


@transaction.atomic
def edit_set(*, draft: TierSet, tiers: Iterable[Tier], seen: int) -> None:
    """Save a draft with these tiers, best first, in place of those it had."""
    save_versioned(draft, seen=seen, by=None)
    draft.tiers.all().delete()
    for order, tier in enumerate(tiers):
        tier.pk, tier.set, tier.order = None, draft, order
        tier.save()


@transaction.atomic
def apply_set(*, draft: TierSet, by: User, now: datetime) -> None:
    """From the next run on the draft classifies; decisions go on under the name of their class."""
    TierSet.objects.filter(state=TierSet.State.ACTIVE).update(state=TierSet.State.RETIRED)
    draft.state, draft.applied_at, draft.applied_by = TierSet.State.ACTIVE, now, by
    draft.save()


def decide_class(*, override: TierOverride, seen: int | None, by: User) -> None:
    """Set an account's class against the rule. Conflict when somebody decided since `by` looked."""
    override.owner = by
    if override.pk is None:
        save_by(override, by=by)
    else:
        save_versioned(override, seen=seen or 0, by=by)


def leave_to_the_rule(*, account: Account, by: User) -> None:
    """End the decision about an account today."""
    for override in TierOverride.objects.filter(account=account):
        delete_by(override, by=by)
