"""Pages of a questionnaire: wanting to ask, asking the same again, and the terms of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request
from accounts.models import Unit
from kamplan.history import Conflict, conflict_page
from kamplan.trace import Entry, entries
from surveys.access import questionnaire_to_edit, survey_to_repeat, units_to_ask
from surveys.changes.questionnaire import ask, check_draft, save_terms
from surveys.changes.survey import TitleRefused
from surveys.forms.questionnaire import AskForm, QuestionnaireForm
from surveys.models import Questionnaire, Survey
from surveys.views.steps import reasons_told, steps


@require_http_methods(["GET", "HEAD", "POST"])
def survey_ask(request: Request) -> HttpResponse:
    """Whom we ask and why; the questions come on the next pages."""
    units = units_to_ask(request.user)
    earlier = Survey.objects.visible_to(request.user).only("title")  # not their sums
    form = AskForm(units=units, earlier=earlier, initial={"asked_by": company_of(request)})
    if request.method == "POST":
        form = AskForm(request.POST, units=units, earlier=earlier)
        if form.is_valid():
            made = make(request, form, form.cleaned_data["repeats"])
            if made:
                return made
    context = {"form": form, "back": reverse("survey_list")}
    return render(request, "surveys/survey_ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_copy(request: Request, slug: str) -> HttpResponse:
    """A new wave: the same questions once more, also of a survey that came from a file."""
    repeats = survey_to_repeat(request.user, slug)
    units = units_to_ask(request.user)
    form = AskForm(units=units, initial=told_before(request, repeats))
    if request.method == "POST":
        form = AskForm(request.POST, units=units)
        if form.is_valid():
            made = make(request, form, repeats)
            if made:
                return made
    context = {"form": form, "repeats": repeats, "back": reverse("survey", args=[slug])}
    return render(request, "surveys/survey_ask.html", context, status=422 if form.errors else 200)


def make(request: Request, form: AskForm, repeats: Survey | None) -> HttpResponse | None:
    """The draft; nothing when somebody took the title in the meantime."""
    try:
        survey = ask(asking=form.asking, by=request.user, repeats=repeats)
    except TitleRefused as refusal:
        form.add_error("title", str(refusal))
        return None
    return redirect("survey_criteria", survey.slug)


def company_of(request: Request) -> str:
    """What the top unit above the user is called, as a proposal."""
    unit = request.user.unit
    top = Unit.objects.filter(path=unit.path.partition(".")[0] + ".").first() if unit else None
    return top.name if top else ""


def told_before(request: Request, repeats: Survey) -> dict[str, object]:
    wave = repeats.repetitions.count() + 2
    told: dict[str, object] = {
        "title": _("%(title)s, wave %(number)d") % {"title": repeats.title[:130], "number": wave},
        "unit": repeats.unit_id,
        "asked_by": company_of(request),
    }
    if hasattr(repeats, "questionnaire"):
        names = ("asked_by", "purpose_en", "purpose_nb")
        told.update({name: getattr(repeats.questionnaire, name) for name in names})
    return told


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def questionnaire(request: Request, slug: str) -> HttpResponse:
    shown = questionnaire_to_edit(request.user, slug)
    survey = shown.survey
    check_draft(survey)
    form = QuestionnaireForm(instance=shown)
    if request.method == "POST":
        form = QuestionnaireForm(request.POST, instance=shown)
        if form.is_valid():
            seen, mode = form.cleaned_data["version"] or 0, form.cleaned_data["mode"]
            try:
                save_terms(questionnaire=form.save(commit=False), mode=mode, seen=seen, by=request.user)
            except Conflict:
                back = reverse("questionnaire", args=[slug])
                return conflict_page(request, form, seen=seen, back=back, also={"mode": survey.mode})
            messages.success(request, _("Saved."))
            return redirect("invitation_list" if "on" in request.POST else "questionnaire", slug)
    context = {
        "form": form,
        "survey": survey,
        "steps": steps(survey, "questionnaire"),
        "entries": history_of(shown),
    }
    return render(request, "surveys/questionnaire.html", context, status=422 if form.errors else 200)


def history_of(shown: Questionnaire) -> list[Entry]:
    """What was changed of its terms and of its survey, the newest first."""
    of_survey = [entry for entry in entries(shown.survey.history.all()) if entry.changes]
    found = [*entries(Questionnaire.history.filter(id=shown.pk)), *of_survey]
    return sorted(found, key=lambda entry: entry.when, reverse=True)
