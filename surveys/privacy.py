"""What surveys hold about persons: who is asked, who answered and what, and files of answers on their way in."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.text import format_lazy
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
from kamplan.spreadsheets import readings
from surveys.models import (
    Answer,
    Comment,
    Criterion,
    Invitation,
    Message,
    Questionnaire,
    Reminder,
    Respondent,
    Survey,
    SurveyCriterion,
    Unsubscription,
    Upload,
)

INVITED = Subject("invited", _("Invited person known by name and e-mail address alone"))
RESPONDENT = Subject("respondent", _("Respondent known by a name alone"))
CROWD = 5  # fewer respondents of one account in one survey can be told apart
A_DAY = _("A day, or until the survey is made of it")
AS_THE_SURVEY = _("As long as the survey")
AFTER_CLOSING = _("24 months after the survey closed; 12 months when it was confidential")


def made_anonymous(respondents: QuerySet[Respondent]) -> None:
    """The answers stay as numbers of nobody. Where few answered for an account, the account would give them away."""
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
        invitation=None,
        changed_at=None,
    )


# How rows about an answer lead to a person. In a confidential survey the invitation alone does.
TO_HIM = {
    CONTACT: ("contact", "invitation__contact"),
    USER: ("user", "invitation__user"),
    INVITED: ("invitation",),
    RESPONDENT: ("pk",),
}


def about(model: Any, subject: Subject, way: str = "") -> Callable[[list[Any]], QuerySet[Any]]:
    """From the keys of persons to the rows of a model, by its `way` to the respondent."""
    paths = [f"{way}{path}__in" for path in TO_HIM[subject]]
    return lambda keys: model.objects.filter(reduce(or_, (Q(**{path: keys}) for path in paths)))


invited: dict[str, Any] = {
    "what": _("Invitations to surveys"),
    "purpose": _(
        "To ask for an answer by a personal link, to remind who has not answered, and to ask nobody too often"
    ),
    "basis": LEGITIMATE_INTEREST,
    "retention": AFTER_CLOSING,
    "level": Level.P3,
    "erasure": REMOVED,
}
written: dict[str, Any] = {
    **invited,
    "what": _("Mails about surveys"),
    "purpose": _("To send each mail once, and to know whether it arrived"),
}
who_answered: dict[str, Any] = {
    "what": _("Respondents"),
    "purpose": _("To know whose view of the supplier it is, and to follow up"),
    "basis": LEGITIMATE_INTEREST,
    "retention": format_lazy("{}; {}", AFTER_CLOSING, _("as long as the survey when it came from a file")),
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
overall = {**what_he_answered, "what": _("Overall satisfaction and recommendation")}
what_he_wrote: dict[str, Any] = {
    **what_he_answered,
    "what": _("Comments"),
    "purpose": _("To understand the ratings"),
    "retention": AFTER_CLOSING,
    "erasure": REMOVED,
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


def uploads_naming(words: list[str]) -> list[Any]:
    """Files in which one of the words stands, in any usual encoding."""
    sought = [word.casefold() for word in words]
    kept = Upload.objects.values_list("pk", "content").iterator(chunk_size=5)
    return [pk for pk, content in kept if any(word in text for text in readings(bytes(content)) for word in sought)]


def remove_uploads(keys: list[Any]) -> None:
    Upload.objects.filter(pk__in=keys).delete()


declare_content(_("Files of answers"), find=uploads_naming, remove=remove_uploads)

# What points at a person is declared after the person, and so goes first.
for subject, whose in ((CONTACT, "contact"), (USER, "user"), (INVITED, "pk")):
    way = "invitation" if whose == "pk" else f"invitation__{whose}"
    declare(
        Invitation,
        *("survey", "audience", "name", "email", "language", "account", "contact", "user", "unit", "sector", "region"),
        *(
            "sort_key",
            "search_key",
            "nonce",
            "token_hash",
            "created_at",
            "sent_at",
            "reminded_at",
            "bounced_at",
            "bounce_reason",
        ),
        *("opened_at", "started_at", "answered_at", "counted_at", "withdrawn_at"),
        subject=subject,
        whose=whose,
        secrets=("nonce", "token_hash"),
        **invited,
    )
    declare(
        Message,
        *("invitation", "kind", "identifier", "state", "error", "next_try_at", "created_at", "sent_at"),
        subject=subject,
        whose=way,
        **written,
    )
for subject, whose in ((CONTACT, "contact"), (USER, "user"), (RESPONDENT, "pk")):
    declare(Upload, "content", "found", subject=subject, whose=f"survey__respondents__{whose}", **as_uploaded)
for subject in TO_HIM:
    sheets = about(Respondent, subject)
    answers, comments = about(Answer, subject, "respondent__"), about(Comment, subject, "respondent__")
    declare(Answer, "importance", "performance", "no_experience", subject=subject, whose=answers, **what_he_answered)
    declare(Respondent, "satisfaction", "recommendation", subject=subject, whose=sheets, **overall)
    declare(
        Respondent,
        *("label", "account", "contact", "user", "invitation", "changed_at"),
        subject=subject,
        whose=sheets,
        **who_answered,
    )
    declare(Comment, "criterion", "text", subject=subject, whose=comments, **what_he_wrote)

declare(Invitation, "created_by", what=invited["what"], whose="created_by", **signs)
declare_impersonal(Invitation, "id", "is_trial")
declare_impersonal(Message, "id", "number", "tries")
declare_impersonal(Respondent, "id", "survey", "audience", "counts", "version")
declare_impersonal(Answer, "id", "respondent", "criterion")
declare_impersonal(Comment, "id", "respondent", "place")
declare_text(Comment, "text", what=what_he_wrote["what"], retention=AFTER_CLOSING)
declare_impersonal(Reminder, "id", "survey", "on", "sent_at")
# A keyed hash, which outlives the person's erasure: who wants no more surveys is not asked again.
declare_impersonal(Unsubscription, "id", "address_hash", "created_at")

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
    *("target_performance", "tallies", "cells", "created_at", "closed_at", "version", "deleted_at"),
)
declare_history(Survey, what=SURVEYS, **signs)

QUESTIONNAIRES = _("Questionnaires")
declare_text(
    Questionnaire,
    *("asked_by", "purpose_en", "purpose_nb", "notice"),
    what=QUESTIONNAIRES,
    retention=AS_THE_SURVEY,
)
declare_impersonal(
    Questionnaire,
    *("id", "survey", "repeats", "asks_customers", "asks_sellers", "asks_belief", "asks_satisfaction"),
    *("asks_recommendation", "asks_comments", "asks_last_word", "threshold", "opened_at", "closes_at", "version"),
)
declare_history(Questionnaire, what=QUESTIONNAIRES, **signs)

declare_impersonal(SurveyCriterion, "id", "survey", "criterion", "order")
declare_impersonal(
    Upload,
    *("id", "unit", "scale_low", "scale_high", "invited", "survey", "created_at"),
)
declare_impersonal(Criterion, "id", "slug", "name_en", "name_nb", "help_en", "help_nb", "order", "in_library")
