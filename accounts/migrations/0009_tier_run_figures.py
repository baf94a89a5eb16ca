"""A run remembers how many figures it rests on, and which it had to leave out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_criteria_library"),
    ]

    operations = [
        migrations.AddField(
            model_name="tierrun",
            name="facts",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="tierrun",
            name="facts_without_margin",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="tierrun",
            name="facts_without_rate",
            field=models.JSONField(default=dict),
        ),
    ]
