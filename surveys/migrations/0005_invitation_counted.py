"""When a survey closed on answers that had been begun and not sent: until now only the respondent knew."""

from django.db import migrations, models
from django.db.models import Q

COUNTED = """
UPDATE surveys_invitation
   SET counted_at = (SELECT closed_at FROM surveys_survey WHERE surveys_survey.id = surveys_invitation.survey_id)
 WHERE answered_at IS NULL
   AND NOT is_trial
   AND id IN (SELECT invitation_id FROM surveys_respondent WHERE counts AND invitation_id IS NOT NULL)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0004_invitation_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="counted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=Q(("answered_at", None), ("counted_at", None), _connector="OR"),
                name="invitation_answered_or_counted",
            ),
        ),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
    ]
