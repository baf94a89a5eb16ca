"""Who may do what with surveys: the table of rights, and the doors that keep it."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.unit import UnitQuerySet
from kamplan.rights import Answer, Table, pass_or_raise
from surveys.models import Invitation, Questionnaire, Survey, Upload
from surveys.models.survey import SurveyQuerySet

YES, NO, HIDDEN = Answer.ALLOWED, Answer.REFUSED, Answer.HIDDEN

ASKING_ROLES = (Role.Kind.MANAGER, Role.Kind.KAM)  # may make surveys in their units


class Act(TextChoices):
    """What can be done with a survey."""

    SEE = "see", _("See the survey and its results")
    EDIT = "edit", _("Edit, delete and restore the survey")


class Capacity(TextChoices):
    """What a user is to a survey."""

    MAKER = "maker", _("Its creator")
    MANAGER = "manager", _("Sales manager of its unit or above")
    DIRECTOR = "director", _("Sales director of its unit or above")
    KAM = "kam", _("Key account manager in its unit or above")
    READER = "reader", _("Who sees the account it is about")
    OTHER = "other", _("Everyone else")


SURVEY_RIGHTS = Table(
    title=_("A survey"),
    note=_("Managers and key account managers make surveys in their units and those below."),
    acts=Act,
    capacities=Capacity,
    answers={
        act: dict(zip(Capacity.values, row, strict=True))
        for act, row in {
            #          maker  manager  director  kam  reader  other
            Act.SEE:  (YES,   YES,     YES,      YES, YES,    HIDDEN),
            Act.EDIT: (YES,   YES,     NO,       NO,  NO,     HIDDEN),
        }.items()
    },
)  # fmt: skip


def capacities(user: User, survey: Survey) -> frozenset[Capacity]:
    """What the user is to a survey they see. Costs no query on a survey that came through a door."""
    held = {
        Capacity.MAKER: survey.created_by_id == user.pk,
        Capacity.MANAGER: user.holds(Role.Kind.MANAGER, survey.unit),
        Capacity.READER: True,
    }
    return frozenset(capacity for capacity, is_held in held.items() if is_held)


def may_edit(user: User, survey: Survey) -> bool:
    return SURVEY_RIGHTS.answer(Act.EDIT, capacities(user, survey)) is YES


def editable_among(user: User, pks: Collection[int]) -> set[int]:
    """Those of the surveys the user may edit."""
    seen = Survey.objects.visible_to(user).filter(pk__in=pks).select_related("unit")
    return {survey.pk for survey in seen if may_edit(user, survey)}


def survey_to_view(user: User, slug: str) -> Survey:
    return _seen(Survey.objects.visible_to(user), slug=slug)


def survey_to_edit(user: User, slug: str) -> Survey:
    return _editable(user, survey_to_view(user, slug))


def questionnaire_to_edit(user: User, slug: str) -> Questionnaire:
    """What a survey asks by link, its survey along with it; 404 for a survey that came from a file."""
    survey = survey_to_edit(user, slug)
    if not hasattr(survey, "questionnaire"):
        raise Http404
    return survey.questionnaire


def invitation_to_edit(user: User, slug: str, pk: int) -> Invitation:
    """One person asked, for who may edit the survey. Trials are nobody's invitation."""
    survey = questionnaire_to_edit(user, slug).survey
    invitation = survey.invitations.select_related("account").filter(pk=pk, is_trial=False).first()
    if invitation is None:
        raise Http404
    invitation.survey = survey
    return invitation


def survey_to_repeat(user: User, slug: str) -> Survey:
    """Who sees a survey and may ask customers may ask the same again."""
    survey = survey_to_view(user, slug)
    units_to_ask(user)
    return survey


def wave_before(user: User, survey: Survey) -> Survey | None:
    """The survey this one repeats, to whom may see who was invited to it."""
    repeats = survey.questionnaire.repeats_id
    before = Survey.objects.visible_to(user).select_related("unit").filter(pk=repeats).first() if repeats else None
    return before if before and may_edit(user, before) else None


def survey_to_restore(user: User, pk: int) -> Survey:
    """A deleted survey."""
    return _editable(user, _seen(Survey.objects.deleted_visible_to(user), pk=pk))


def may_ask(user: User) -> bool:
    """May the user make surveys anywhere?"""
    return user.has_role(*ASKING_ROLES)


def units_to_ask(user: User) -> UnitQuerySet:
    """The units the user may make surveys in; 403 when there is none."""
    if not may_ask(user):
        raise PermissionDenied
    return user.units_as(*ASKING_ROLES)


def upload_to_confirm(user: User, pk: int) -> Upload:
    """A file is its user's own affair until it has become a survey."""
    units_to_ask(user)
    upload = Upload.objects.filter(user=user).defer("content").select_related("unit", "survey").filter(pk=pk).first()
    if upload is None:
        raise Http404
    return upload


def _seen(rows: SurveyQuerySet, **wanted: str | int) -> Survey:
    survey = rows.for_page().filter(**wanted).first()
    if survey is None:
        raise Http404
    return survey


def _editable(user: User, survey: Survey) -> Survey:
    pass_or_raise(SURVEY_RIGHTS.answer(Act.EDIT, capacities(user, survey)))
    return survey
