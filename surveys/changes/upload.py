"""Changes to uploads: keeping a checked file, asking for its survey, storing it."""

from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from kamplan.jobs import Job, start
from surveys.changes.answer_file import Reading
from surveys.changes.survey import store_survey
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience
from surveys.models import Criterion, Survey, Upload

KIND = "surveys.upload"
LONGEST_SHOWN = 60  # characters of a cell in the preview


def keep_upload(
    *,
    by: User,
    unit: Unit,
    file_name: str,
    content: bytes,
    title: str,
    scale: Scale,
    invited: int | None,
    provenance: str,
    reading: Reading,
) -> Upload:
    """Keep a file without a fault until its user has looked at the preview."""
    return Upload.objects.create(
        user=by,
        unit=unit,
        file_name=file_name[-200:],
        content=content,
        title=title,
        scale_low=scale.low,
        scale_high=scale.high,
        invited=invited,
        provenance=provenance,
        found=described(reading),
    )


def described(reading: Reading) -> dict[str, Any]:
    """What the preview tells of the file."""
    answers = reading.answers
    known = set(Criterion.objects.filter(slug__in=answers.criteria).values_list("slug", flat=True))
    return {
        "customers": answers.answered(Audience.CUSTOMER),
        "sellers": answers.answered(Audience.SELLER),
        "ratings": answers.ratings,
        "blanks": answers.blanks,
        "accounts": len(set(reading.accounts.values())),
        "known": sorted(known),
        "new": [name for slug, name in answers.criteria.items() if slug not in known],
        "ignored": list(answers.ignored),
        "heading": [cell[:LONGEST_SHOWN] for cell in reading.heading],
        "rows": [[line, [cell[:LONGEST_SHOWN] for cell in cells]] for line, cells in reading.beginning],
    }


@transaction.atomic
def confirm_upload(*, upload: Upload, title: str, by: User) -> Job:
    """Have the survey made, once: who asks twice gets the same job. One that failed may be asked for again."""
    locked = Upload.objects.select_for_update().defer("content").get(pk=upload.pk)
    last = Job.objects.filter(kind=KIND, subject=locked.pk).first()
    if last and last.state != Job.State.FAILED:
        return last
    locked.title = title
    locked.save(update_fields=["title"])
    return start(KIND, subject=locked.pk, by=by)


@transaction.atomic
def store_upload(*, upload: Upload, reading: Reading, by: User) -> Survey:
    """Make the survey, once, and let go of the file. Raises TitleRefused and InvitedRefused."""
    locked = Upload.objects.select_for_update(of=("self",)).select_related("unit", "survey").get(pk=upload.pk)
    if locked.survey:
        return locked.survey
    locked.survey = store_survey(
        title=locked.title,
        unit=locked.unit,
        answers=reading.answers,
        accounts=reading.accounts,
        invited=locked.invited,
        provenance=locked.provenance,
        by=by,
    )
    locked.content = b""
    locked.save(update_fields=["survey", "content"])
    return locked.survey
