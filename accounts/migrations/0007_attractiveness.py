"""Criteria of attractiveness, sets of them, and what raters thought of accounts."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_tiers_both_or_none"),
    ]

    operations = [
        migrations.CreateModel(
            name="CriteriaSet",
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
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="on")),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="accounts.account",
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
                        related_name="assessments",
                        to="accounts.criteriaset",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="LibraryCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("direct", "Direct sales revenue and profit"),
                            ("relations", "Organizational interrelationships"),
                            ("indirect", "Indirect potential volume and profits"),
                        ],
                        max_length=10,
                        verbose_name="category",
                    ),
                ),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_nb", models.CharField(max_length=120, verbose_name="name in Norwegian")),
                ("low_en", models.CharField(blank=True, max_length=200, verbose_name="what 1 means, in English")),
                ("low_nb", models.CharField(blank=True, max_length=200, verbose_name="what 1 means, in Norwegian")),
                ("middle_en", models.CharField(blank=True, max_length=200, verbose_name="what 5 means, in English")),
                ("middle_nb", models.CharField(blank=True, max_length=200, verbose_name="what 5 means, in Norwegian")),
                ("high_en", models.CharField(blank=True, max_length=200, verbose_name="what 10 means, in English")),
                ("high_nb", models.CharField(blank=True, max_length=200, verbose_name="what 10 means, in Norwegian")),
                ("order", models.PositiveSmallIntegerField(default=1000, editable=False)),
            ],
            options={
                "ordering": ("category", "order", "slug"),
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="library_criterion_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en", ""), _negated=True), models.Q(("name_nb", ""), _negated=True)
                        ),
                        name="library_criterion_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("category__in", ["direct", "relations", "indirect"])),
                        name="library_criterion_category_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeighedCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("direct", "Direct sales revenue and profit"),
                            ("relations", "Organizational interrelationships"),
                            ("indirect", "Indirect potential volume and profits"),
                        ],
                        max_length=10,
                        verbose_name="category",
                    ),
                ),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_nb", models.CharField(max_length=120, verbose_name="name in Norwegian")),
                ("low_en", models.CharField(blank=True, max_length=200, verbose_name="what 1 means, in English")),
                ("low_nb", models.CharField(blank=True, max_length=200, verbose_name="what 1 means, in Norwegian")),
                ("middle_en", models.CharField(blank=True, max_length=200, verbose_name="what 5 means, in English")),
                ("middle_nb", models.CharField(blank=True, max_length=200, verbose_name="what 5 means, in Norwegian")),
                ("high_en", models.CharField(blank=True, max_length=200, verbose_name="what 10 means, in English")),
                ("high_nb", models.CharField(blank=True, max_length=200, verbose_name="what 10 means, in Norwegian")),
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
                    "minimum",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="minimum",
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="accounts.criteriaset",
                    ),
                ),
            ],
            options={
                "ordering": ("set", "order", "slug"),
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rating", models.PositiveSmallIntegerField(null=True, verbose_name="rating")),
                ("not_applicable", models.BooleanField(default=False, verbose_name="not applicable")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="evidence")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="accounts.assessment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="accounts.weighedcriterion",
                    ),
                ),
            ],
            options={
                "ordering": ("assessment", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.UniqueConstraint(fields=("number",), name="criteria_set_number_once"),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("state",), name="criteria_set_one_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("state",), name="criteria_set_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="criteria_set_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published", "retired"])), name="criteria_set_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at", None), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="criteria_set_published_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["account", "rater", "set", "id"], name="assessment_of_account"),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["set", "account", "rater", "id"], name="assessment_by_set"),
        ),
        migrations.AddConstraint(
            model_name="weighedcriterion",
            constraint=models.UniqueConstraint(fields=("set", "slug"), name="weighed_criterion_once"),
        ),
        migrations.AddConstraint(
            model_name="weighedcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name_en", ""), _negated=True), models.Q(("name_nb", ""), _negated=True)),
                name="weighed_criterion_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="weighedcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", ["direct", "relations", "indirect"])),
                name="weighed_criterion_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="weighedcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0), ("weight__lte", 100)), name="weighed_criterion_weighs"
            ),
        ),
        migrations.AddConstraint(
            model_name="weighedcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum", None), ("minimum__range", (1, 10)), _connector="OR"),
                name="weighed_criterion_minimum_is_a_rating",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("assessment", "criterion"), name="rating_once"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating", None), ("rating__range", (1, 10)), _connector="OR"),
                name="rating_from_1_to_10",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("not_applicable", False), ("rating", None), _connector="OR"),
                name="rating_or_not_applicable",
            ),
        ),
    ]
