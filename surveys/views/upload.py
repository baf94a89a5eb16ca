"""Pages of uploads: a file of answers in, a look at what was found, and the survey made of it."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Request
from kamplan.exports import download
from kamplan.jobs import Job, do_now
from surveys.access import units_to_ask, upload_to_confirm
from surveys.changes.upload import confirm_upload, keep_upload
from surveys.exports.upload import COLUMNS, EXAMPLES, template
from surveys.forms.problem import reason
from surveys.forms.upload import TitleForm, UploadForm

AT_ONCE = 5000  # ratings stored within the request; more are left to the worker
PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def survey_create(request: Request) -> HttpResponse:
    units = units_to_ask(request.user)
    form = UploadForm(user=request.user, units=units)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, user=request.user, units=units)
        if form.is_valid() and form.reading:
            data = form.cleaned_data
            upload = keep_upload(
                by=request.user,
                content=form.content,
                file_name=data["file"].name,
                reading=form.reading,
                **{name: data[name] for name in ("unit", "title", "scale", "invited", "provenance")},
            )
            return redirect("upload", upload.pk)
    context = {"form": form, "columns": COLUMNS.items(), "examples": EXAMPLES, **problems(form)}
    return render(request, "surveys/survey_create.html", context, status=422 if form.errors else 200)


def problems(form: UploadForm) -> dict[str, object]:
    """What is wrong with the file, line by line, and how much of it is not listed."""
    if form.refusal is None:
        return {}
    told = [(problem, reason(problem)) for problem in islice(form.refusal.problems, PROBLEMS_SHOWN)]
    return {"problems": told, "total": form.refusal.total, "more": form.refusal.total - len(told)}


@require_safe
def survey_template(request: Request, form: str) -> HttpResponse:
    units_to_ask(request.user)
    return download(form, "kamplan-answers", template())


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, pk: int) -> HttpResponse:
    """The preview; confirming it twice makes one survey."""
    found = upload_to_confirm(request.user, pk)
    if found.survey:
        return redirect("survey", found.survey.slug)
    form = TitleForm({"title": found.title})
    if request.method == "POST":
        form = TitleForm(request.POST)
        if form.is_valid():
            return follow(confirm_upload(upload=found, title=form.cleaned_data["title"], by=request.user), found.found)
        found.refresh_from_db(fields=["survey"])
        if found.survey:  # a second click, overtaken by the first
            return redirect("survey", found.survey.slug)
    context = {"upload": found, "found": found.found, "form": form}
    return render(request, "surveys/upload.html", context, status=422 if request.method == "POST" else 200)


def follow(job: Job, found: dict[str, int]) -> HttpResponse:
    if found["ratings"] <= AT_ONCE:
        do_now(job)
    if job.state == Job.State.DONE:
        return redirect(job.address)
    return redirect("job", job.pk)
