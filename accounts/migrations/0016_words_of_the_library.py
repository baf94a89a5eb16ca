"""Says in plain Norwegian what the lowest reference value means, in the library and in sets that are not published."""

from django.db import migrations

WRONG, RIGHT = "Ingen ser til dem", "Ingen ser opp til dem"


def correct_words(apps, schema_editor):
    apps.get_model("accounts", "LibraryCriterion").objects.filter(low_nb=WRONG).update(low_nb=RIGHT)
    weighed = apps.get_model("accounts", "WeighedCriterion")
    weighed.objects.filter(low_nb=WRONG, set__published_at=None).update(low_nb=RIGHT)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0015_worth_without_gaps")]

    operations = [migrations.RunPython(correct_words, migrations.RunPython.noop, elidable=True)]
