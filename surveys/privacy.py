"""What surveys hold about persons: who answered, what he answered, and files of answers on their way in."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.privacy import CONTACT, LEGITIMATE_INTEREST, USER, of_user, signs
from kamplan.privacy import (
    REMOVED,
    Erasure,
    Level,
    Subject,
    declare,
    declare_content,
    declare_history,
    declare_impersonal,
    declare_text,
    kept,
)
from surveys.models import Answer, Criterion, Respondent, Survey, SurveyCriterion, Upload

RESPONDENT = Subject("respondent", _("Respondent known by a name alone"))
CROWD = 5  # fewer respondents of one account in one survey can be told apart
A_DAY = _("A day, or until the survey is made of it")
AS_THE_SURVEY = _("As long as the survey")


def made_anonymous(respondents: QuerySet[Respondent]) -> None:
    """The answers stay as numbers of nobody. Where few answered for an account, the account would give him away."""
    keys = list(respondents.values_list("pk", flat=True))
    chosen = Respondent.objects.filter(pk__in=keys)
    alike = Respondent.objects.filter(survey=OuterRef("survey"), account=OuterRef("account")).order_by()
    crowd = Subquery(alike.values("account").annotate(n=Count("pk")).values("n"))
    few = list(chosen.annotate(crowd=crowd).filter(crowd__lt=CROWD).values_list("pk", flat=True))
    Respondent.objects.filter(pk__in=few).update(account=None)
    chosen.update(
        label=Concat(Value("Respondent "), Cast("pk", CharField())),
        contact=None,
        user=None,
    )


who_answered: dict[str, Any] = {
    "what": _("Respondents"),
    "purpose": _("To know whose view of the supplier it is, and to follow up"),
    "basis": LEGITIMATE_INTEREST,
    "retention": AS_THE_SURVEY,
    "level": Level.P3,
    "erasure": Erasure(
        _("Becomes “Respondent n” without a link to a person; where few answered for an account, without the account"),
        made_anonymous,
    ),
}
what_he_answered: dict[str, Any] = {
    **who_answered,
    "what": _("Answers"),
    "purpose": _("To see what customers find important and how the supplier performs"),
    "level": Level.P4,
    "erasure": kept(_("Stay as numbers that belong to nobody, so that results do not change")),
}
as_uploaded: dict[str, Any] = {
    "what": _("Files of answers"),
    "purpose": _("To check a file before a survey is made of it"),
    "basis": LEGITIMATE_INTEREST,
    "retention": A_DAY,
    "level": Level.P4,
    "erasure": REMOVED,
    "secrets": ("content", "found"),  # they hold everybody else's answers too
}

ENCODINGS = ("utf-8", "cp1252", "utf-16-le")


def uploads_naming(words: list[str]) -> list[Any]:
    """Files in which one of the words stands, in any usual encoding."""
    sought = [word.casefold() for word in words]
    kept = Upload.objects.values_list("pk", "content").iterator(chunk_size=5)
    return [pk for pk, content in kept if any(word in text for text in readings(bytes(content)) for word in sought)]


def readings(content: bytes) -> Iterator[str]:
    said = unpacked(content)
    return (said.decode(encoding, "replace").casefold() for encoding in ENCODINGS)


def unpacked(content: bytes) -> bytes:
    """A workbook is a zip of texts."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content
    with zipfile.ZipFile(BytesIO(content)) as workbook:
        return b"\n".join(workbook.read(name) for name in workbook.namelist() if name.endswith(".xml"))


def remove_uploads(keys: list[Any]) -> None:
    Upload.objects.filter(pk__in=keys).delete()


declare_content(_("Files of answers"), find=uploads_naming, remove=remove_uploads)

for subject, respondent in ((CONTACT, "contact"), (USER, "user"), (RESPONDENT, "pk")):
    to_him = "" if respondent == "pk" else f"__{respondent}"
    declare(Upload, "content", "found", subject=subject, whose=f"survey__respondents{to_him or '__pk'}", **as_uploaded)
    declare(Answer, "importance", "performance", subject=subject, whose=f"respondent{to_him}", **what_he_answered)
    declare(Respondent, "label", "account", "contact", "user", subject=subject, whose=respondent, **who_answered)

declare_impersonal(Respondent, "id", "survey", "audience")
declare_impersonal(Answer, "id", "respondent", "criterion")

of_user(
    Upload,
    "user",
    what=_("Files of answers"),
    whose="user",
    purpose=_("Whose file it is"),
    retention=A_DAY,
    erasure=REMOVED,
)
declare_text(Upload, "file_name", "title", "provenance", what=_("Files of answers"), retention=A_DAY)

SURVEYS = _("Surveys")
for signature in ("created_by", "deleted_by"):
    declare(Survey, signature, what=SURVEYS, whose=signature, **signs)
declare_text(Survey, "title", "provenance", "sort_key", "search_key", what=SURVEYS, retention=AS_THE_SURVEY)
declare_impersonal(
    Survey,
    *("id", "slug", "unit", "account", "scale_low", "scale_high", "mode", "status", "invited", "target_importance"),
    *("target_performance", "tallies", "created_at", "closed_at", "version", "deleted_at"),
)
declare_history(Survey, what=SURVEYS, **signs)

declare_impersonal(SurveyCriterion, "id", "survey", "criterion", "order")
declare_impersonal(
    Upload,
    *("id", "unit", "scale_low", "scale_high", "invited", "survey", "created_at"),
)
declare_impersonal(Criterion, "id", "slug", "name_en", "name_nb", "help_en", "help_nb", "order", "in_library")
