"""Work on uploads: storing a file that was confirmed, and letting go of those that were not."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Account
from kamplan.daily import daily
from kamplan.jobs import Job, Refused, work
from kamplan.spreadsheets import Unreadable
from surveys.access import units_to_ask
from surveys.changes.answer_file import Reading, read_answers
from surveys.changes.survey import InvitedRefused, TitleRefused
from surveys.changes.upload import KIND, store_upload
from surveys.models import Upload

A_DAY = timedelta(days=1)


@work(KIND)
def store(job: Job) -> str:
    """Read the file again and store it. The user's rights are looked at now, not as they were at the asking."""
    upload = Upload.objects.select_related("unit", "survey").filter(pk=job.subject).first()
    if upload is None:
        raise Refused(_("The file is no longer here. Upload it again."), reverse("survey_create"))
    if upload.survey is None:
        try:
            units_to_ask(job.user).get(pk=upload.unit_id)
            job.tell(_("Reading the file."), done=0, total=2)
            reading = readable(upload, job)
            job.tell(_("Storing %(ratings)d ratings.") % {"ratings": reading.answers.ratings}, done=1, total=2)
            upload.survey = store_upload(upload=upload, reading=reading, by=job.user)
        except (PermissionDenied, upload.unit.DoesNotExist) as error:
            raise Refused(_("You may no longer make surveys in this unit."), reverse("survey_list")) from error
        except (Unreadable, TitleRefused) as error:
            raise Refused(str(error), reverse("upload", args=[upload.pk])) from error
        except InvitedRefused as error:  # the number is given with the file
            raise Refused(str(error), reverse("survey_create")) from error
    return reverse("survey", args=[upload.survey.slug])


def readable(upload: Upload, job: Job) -> Reading:
    """The answers of a file that was without a fault when it came; an account may have gone since."""
    accounts = Account.objects.visible_to(job.user)
    reading = read_answers(bytes(upload.content), scale=upload.scale, accounts=accounts)
    if not isinstance(reading, Reading):
        raise Refused(_("An account named in the file is gone. Upload the file again."), reverse("survey_create"))
    return reading


@daily("surveys.uploads")
def remove_old_uploads(now: datetime) -> None:
    Upload.objects.filter(created_at__lt=now - A_DAY).delete()
