"""Lets SQLite list accounts by name, and classes by account, from an index alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0017_anchors_of_the_library"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="account",
            name="account_by_name",
        ),
        migrations.AlterField(
            model_name="tierstanding",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="standings",
                to="accounts.account",
            ),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["sort_key", "id", "unit", "owner", "deleted_at"],
                name="account_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="tierstanding",
            index=models.Index(fields=["account", "run", "tier"], name="standing_by_account"),
        ),
    ]
