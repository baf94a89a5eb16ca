"""Tier sets, runs, standings and overrides, and the usual division into A, B and C to begin with."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import kamplan.fields

# Up to which share of the value, half-band, days between contacts (ideal, latest), plan, months between reviews.
USUAL = (
    ("A", 80, 5, 7, 14, "full", 3),
    ("B", 95, 2, 30, 60, "page", 6),
    ("C", None, 0, 180, 365, "none", None),
)


def add_usual_set(apps, schema_editor):
    tier_set = apps.get_model("accounts", "TierSet").objects.create(
        name="A, B, C", state="active", applied_at=timezone.now()
    )
    apps.get_model("accounts", "Tier").objects.bulk_create(
        apps.get_model("accounts", "Tier")(
            set=tier_set,
            order=order,
            name=name,
            cut=cut,
            band=band,
            contact_ideal=ideal,
            contact_latest=latest,
            plan=plan,
            review_months=review,
            is_key=order == 0,
        )
        for order, (name, cut, band, ideal, latest, plan, review) in enumerate(USUAL)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_revenue"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("name", models.CharField(max_length=30, verbose_name="name")),
                (
                    "cut",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="ends at % of the value",
                    ),
                ),
                (
                    "band",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="half-band, percentage points",
                    ),
                ),
                (
                    "contact_ideal",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days between contacts"),
                ),
                (
                    "contact_latest",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at the latest"),
                ),
                (
                    "plan",
                    models.CharField(
                        choices=[("full", "Full plan"), ("page", "Plan on one page"), ("none", "No plan")],
                        default="none",
                        max_length=10,
                        verbose_name="account plan",
                    ),
                ),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months between reviews"),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget a year and account",
                    ),
                ),
                ("is_key", models.BooleanField(default=False, verbose_name="key accounts")),
            ],
            options={
                "ordering": ("set", "order"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalTierOverride",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("expires", models.DateField(verbose_name="until and including")),
                ("decided_at", models.DateTimeField(blank=True, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.tier",
                        verbose_name="class",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical tier override",
                "verbose_name_plural": "historical tier overrides",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TierSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("active", "In use"), ("retired", "Retired")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("revenue", "Revenue"),
                            ("margin", "Contribution margin"),
                            ("composite", "Revenue, margin and growth, weighted"),
                        ],
                        default="revenue",
                        max_length=10,
                        verbose_name="what counts",
                    ),
                ),
                ("revenue_weight", models.PositiveSmallIntegerField(default=50, verbose_name="weight of revenue")),
                ("margin_weight", models.PositiveSmallIntegerField(default=30, verbose_name="weight of margin")),
                ("growth_weight", models.PositiveSmallIntegerField(default=20, verbose_name="weight of growth")),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="months looked back",
                    ),
                ),
                (
                    "lasting",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="runs a move must last",
                    ),
                ),
                (
                    "many_key_accounts",
                    models.PositiveSmallIntegerField(default=15, verbose_name="key accounts that are many"),
                ),
                (
                    "too_many_key_accounts",
                    models.PositiveSmallIntegerField(default=35, verbose_name="key accounts that are too many"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("applied_at", models.DateTimeField(editable=False, null=True)),
                (
                    "applied_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("applied_at"), descending=True, nulls_first=True), "pk"),
            },
        ),
        migrations.CreateModel(
            name="TierRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", kamplan.fields.MonthField(verbose_name="month")),
                ("as_of", models.DateField(verbose_name="figures up to")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="accounts.tierset",
                    ),
                ),
            ],
            options={
                "ordering": ("month", "pk"),
            },
        ),
        migrations.AddField(
            model_name="tier",
            name="set",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="tiers", to="accounts.tierset"
            ),
        ),
        migrations.CreateModel(
            name="TierStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=2, max_digits=15)),
                ("revenue", models.DecimalField(decimal_places=2, max_digits=15)),
                ("before", models.DecimalField(decimal_places=10, max_digits=11)),
                ("place", models.PositiveIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("first run", "first run"),
                            ("same as before", "same as before"),
                            ("inside the band around the cut", "inside the band around the cut"),
                            ("not yet lasting", "not yet lasting"),
                            ("moved up", "moved up"),
                            ("moved down", "moved down"),
                            ("decided", "decided by somebody, against the rule"),
                            ("decision expired", "a decision has expired"),
                        ],
                        max_length=40,
                    ),
                ),
                ("runs", models.PositiveSmallIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="accounts.account"
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.tier",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.tier",
                    ),
                ),
                (
                    "rule_tier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.tier",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="accounts.tierrun",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="accounts.tier",
                    ),
                ),
            ],
            options={
                "ordering": ("run", "place", "account"),
            },
        ),
        migrations.CreateModel(
            name="TierOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("expires", models.DateField(verbose_name="until and including")),
                ("decided_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tier_override", to="accounts.account"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="accounts.tier",
                        verbose_name="class",
                    ),
                ),
            ],
            options={
                "ordering": ("account",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="tier_override_reasoned"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "active")), fields=("state",), name="tier_set_one_active"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("state",), name="tier_set_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="tier_set_named"),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "active", "retired"])), name="tier_set_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["revenue", "margin", "composite"])), name="tier_set_basis_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "revenue_weight",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.Value(100), "-", models.F("margin_weight")
                            ),
                            "-",
                            models.F("growth_weight"),
                        ),
                    )
                ),
                name="tier_set_weights_sum_to_100",
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__range", (1, 60))), name="tier_set_months_plausible"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(("lasting__range", (1, 12))), name="tier_set_lasting_plausible"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(("many_key_accounts__lte", models.F("too_many_key_accounts"))),
                name="tier_set_many_before_too_many",
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at", None), ("state", "draft")), ("applied_at__isnull", False), _connector="OR"
                ),
                name="tier_set_applied_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="tierrun",
            constraint=models.UniqueConstraint(fields=("set", "month"), name="tier_run_once_a_month"),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.UniqueConstraint(fields=("set", "order"), name="tier_order_once"),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.UniqueConstraint(fields=("set", "name"), name="tier_name_once"),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="tier_named"),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(("cut", None), models.Q(("cut__gt", 0), ("cut__lte", 100)), _connector="OR"),
                name="tier_cut_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(condition=models.Q(("band__range", (0, 50))), name="tier_band_plausible"),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(("plan__in", ["full", "page", "none"])), name="tier_plan_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact_ideal", None), ("contact_latest", None)),
                    models.Q(
                        ("contact_ideal__gte", 1),
                        ("contact_latest__gte", models.F("contact_ideal")),
                        ("contact_latest__lte", 730),
                    ),
                    _connector="OR",
                ),
                name="tier_contact_ideal_before_latest",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_months", None), ("review_months__range", (1, 60)), _connector="OR"),
                name="tier_review_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget", None), ("budget__gte", 0), _connector="OR"),
                name="tier_budget_not_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="tierstanding",
            index=models.Index(fields=["run", "tier", "account"], name="standing_by_tier"),
        ),
        migrations.AddConstraint(
            model_name="tierstanding",
            constraint=models.UniqueConstraint(fields=("run", "account"), name="standing_once_a_run"),
        ),
        migrations.AddConstraint(
            model_name="tierstanding",
            constraint=models.CheckConstraint(
                condition=models.Q(("before__range", (0, 1))), name="standing_before_is_a_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="tierstanding",
            constraint=models.CheckConstraint(condition=models.Q(("place__gte", 1)), name="standing_place_from_1"),
        ),
        migrations.AddConstraint(
            model_name="tierstanding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("heading", None), ("runs", 0)),
                    models.Q(("heading__isnull", False), ("runs__gte", 1)),
                    _connector="OR",
                ),
                name="standing_heads_for_some_runs",
            ),
        ),
        migrations.RunPython(add_usual_set, migrations.RunPython.noop),
    ]
