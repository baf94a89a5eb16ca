"""Factors of relative strength, what raters thought the customer thinks, and the lines of the portfolio matrix."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_key_status"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactorSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "In use"), ("retired", "Retired")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "published_by",
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
                "ordering": (models.OrderBy(models.F("number"), descending=True),),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatrixLines",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attractiveness",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="attractive from",
                    ),
                ),
                (
                    "strength",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(-9),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="strong from",
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "set_by",
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
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="StrengthJudgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="on")),
                ("rival", models.CharField(max_length=120, verbose_name="best rival")),
                ("asked", models.BooleanField(default=False, verbose_name="asked the customer")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="when")),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strength_judgements",
                        to="accounts.account",
                    ),
                ),
                (
                    "asked_contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.contact",
                        verbose_name="whom",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="accounts.factorset",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="WeighedFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60)),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_nb", models.CharField(max_length=120, verbose_name="name in Norwegian")),
                ("order", models.PositiveSmallIntegerField(default=1000, editable=False)),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="factors",
                        to="accounts.factorset",
                    ),
                ),
            ],
            options={
                "ordering": ("set", "order", "slug"),
            },
        ),
        migrations.CreateModel(
            name="FactorRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("own", models.PositiveSmallIntegerField(null=True, verbose_name="we")),
                ("rival", models.PositiveSmallIntegerField(null=True, verbose_name="the rival")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="evidence")),
                (
                    "judgement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="accounts.strengthjudgement",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="accounts.weighedfactor"
                    ),
                ),
            ],
            options={
                "ordering": ("judgement", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="factorset",
            constraint=models.UniqueConstraint(fields=("number",), name="factor_set_number_once"),
        ),
        migrations.AddConstraint(
            model_name="factorset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("state",), name="factor_set_one_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="factorset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("state",), name="factor_set_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="factorset",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="factor_set_named"),
        ),
        migrations.AddConstraint(
            model_name="factorset",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published", "retired"])), name="factor_set_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="factorset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at", None), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="factor_set_published_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="matrixlines",
            constraint=models.CheckConstraint(
                condition=models.Q(("attractiveness__range", (0, 100))), name="lines_attractiveness_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="matrixlines",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__range", (-9, 9))), name="lines_strength_in_points"
            ),
        ),
        migrations.AddIndex(
            model_name="strengthjudgement",
            index=models.Index(fields=["account", "rater", "set", "id"], name="strength_of_account"),
        ),
        migrations.AddIndex(
            model_name="strengthjudgement",
            index=models.Index(fields=["set", "account", "rater", "id"], name="strength_by_set"),
        ),
        migrations.AddConstraint(
            model_name="strengthjudgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("rival", ""), _negated=True), name="strength_rival_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthjudgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked", True), ("asked_on__isnull", False)),
                    models.Q(("asked", False), ("asked_contact__isnull", True), ("asked_on__isnull", True)),
                    _connector="OR",
                ),
                name="strength_asked_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="weighedfactor",
            constraint=models.UniqueConstraint(fields=("set", "slug"), name="weighed_factor_once"),
        ),
        migrations.AddConstraint(
            model_name="weighedfactor",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name_en", ""), _negated=True), models.Q(("name_nb", ""), _negated=True)),
                name="weighed_factor_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="weighedfactor",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0), ("weight__lte", 100)), name="weighed_factor_weighs"
            ),
        ),
        migrations.AddConstraint(
            model_name="factorrating",
            constraint=models.UniqueConstraint(fields=("judgement", "factor"), name="factor_rating_once"),
        ),
        migrations.AddConstraint(
            model_name="factorrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("own", None), ("own__range", (1, 10)), _connector="OR"),
                name="factor_own_from_1_to_10",
            ),
        ),
        migrations.AddConstraint(
            model_name="factorrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("rival", None), ("rival__range", (1, 10)), _connector="OR"),
                name="factor_rival_from_1_to_10",
            ),
        ),
    ]
