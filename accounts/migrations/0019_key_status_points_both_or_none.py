"""Attractiveness that is known has a lowest and a highest possible value, also when one of them is left out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0018_lists_from_indexes"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="keystatus",
            name="key_status_points_both_or_none",
        ),
        migrations.AddConstraint(
            model_name="keystatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("points_high", None), ("points_low", None), ("raters", 0)),
                    models.Q(
                        ("points_high__isnull", False),
                        ("points_low__isnull", False),
                        ("raters__gte", 1),
                        ("points_high__gte", models.F("points_low")),
                    ),
                    _connector="OR",
                ),
                name="key_status_points_both_or_none",
            ),
        ),
    ]
