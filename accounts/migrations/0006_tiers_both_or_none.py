"""A tier says both cadences or none; a set in use says since when. An unknown is not a yes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_imports_and_figures"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="tier",
            name="tier_contact_ideal_before_latest",
        ),
        migrations.RemoveConstraint(
            model_name="tierset",
            name="tier_set_applied_at_a_time",
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact_ideal", None), ("contact_latest", None)),
                    models.Q(
                        ("contact_ideal__gte", 1),
                        ("contact_ideal__isnull", False),
                        ("contact_latest__gte", models.F("contact_ideal")),
                        ("contact_latest__isnull", False),
                        ("contact_latest__lte", 730),
                    ),
                    _connector="OR",
                ),
                name="tier_contact_ideal_before_latest",
            ),
        ),
        migrations.AddConstraint(
            model_name="tierset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at", None), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("applied_at__isnull", False)),
                    _connector="OR",
                ),
                name="tier_set_applied_at_a_time",
            ),
        ),
    ]
