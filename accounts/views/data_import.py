"""Pages of imports: the file, what its columns mean, what it would change, what became of it, and undoing that."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, account_to_create, accounts_to_import, import_to_open
from accounts.changes.data_import import NotNow, guess_mapping, guess_reading, keep_import, map_import, running
from accounts.changes.data_import_kind import plan_of
from accounts.changes.data_import_run import start_import, start_undo
from accounts.changes.data_import_sheet import SAMPLE, sheet_of
from accounts.exports.data_import import refused_table, template
from accounts.forms.data_import import KINDS, ConsentForm, ImportForm, ReadingForm
from accounts.forms.data_import_mapping import MappingForm
from accounts.forms.data_import_words import told
from accounts.models import DataImport
from kamplan.exports import download
from kamplan.jobs import Job, do_now
from kamplan.spreadsheets import Unreadable

AT_ONCE = 500  # rows stored within the request; more are left to the worker


@require_safe
def import_list(request: Request) -> HttpResponse:
    account_to_create(request.user)
    imports = DataImport.objects.visible_to(request.user).defer("content", "mapping")[:200]
    return render(request, "accounts/import/list.html", {"imports": imports})


@require_http_methods(["GET", "HEAD", "POST"])
def import_create(request: Request) -> HttpResponse:
    account_to_create(request.user)
    form = ImportForm(initial={"kind": request.GET.get("kind", DataImport.Kind.REVENUE)})
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                row = keep_import(
                    by=request.user, kind=form.cleaned_data["kind"], file_name=file.name, content=file.read()
                )
                return redirect("import_map", row.pk)
            except Unreadable as trouble:
                form.add_error("file", str(trouble))
    context = {"form": form, "kinds": KINDS}
    return render(request, "accounts/import/new.html", context, status=422 if form.errors else 200)


@require_safe
def import_template(request: Request, kind: str, form: str) -> HttpResponse:
    account_to_create(request.user)
    if kind not in dict(KINDS):
        raise Http404
    return download(form, f"kamplan-{kind}", template(kind))


@require_http_methods(["GET", "HEAD", "POST"])
def import_map(request: Request, pk: int) -> HttpResponse:
    row = import_to_open(request.user, pk)
    if row.done_at or running(row):
        return redirect("data_import", pk)
    try:
        sheet = sheet_of(row, most=SAMPLE)
    except Unreadable as trouble:
        return mapping_page(request, row, None, str(trouble))
    form = MappingForm(row=row, sheet=sheet)
    if request.method == "POST":
        form = MappingForm(request.POST, row=row, sheet=sheet)
        if form.is_valid():
            form.apply()
            try:
                map_import(row=row, accounts=accounts_to_import(request.user, row.kind))
                return redirect("data_import", pk)
            except (Unreadable, NotNow) as trouble:
                form.add_error(None, str(trouble) or _("This import is on its way already."))
    return mapping_page(request, row, form)


def mapping_page(
    request: Request,
    row: DataImport,
    form: MappingForm | None,
    trouble: str = "",
    reading: ReadingForm | None = None,
) -> HttpResponse:
    sheet = form.sheet if form else None
    reading = reading or ReadingForm(row=row, asks_for_year=bool(sheet and sheet.bare))
    context = {"row": row, "form": form, "sheet": sheet, "reading": reading, "trouble": trouble}
    failed = trouble or (form and form.errors) or reading.errors
    return render(request, "accounts/import/map.html", context, status=422 if failed else 200)


@require_POST
def import_read(request: Request, pk: int) -> HttpResponse:
    """Read the file in another way, and guess anew what its columns mean."""
    row = import_to_open(request.user, pk)
    if row.done_at or running(row):
        return redirect("data_import", pk)
    reading = ReadingForm(request.POST, row=row, asks_for_year="year" in request.POST)
    if reading.is_valid():
        guess = guess_reading if reading.is_of_another_sheet else guess_mapping
        reading.apply()
        try:
            guess(row)
            row.save(update_fields=["options", "delimiter", "encoding", "mapping"])
            return redirect("import_map", pk)
        except Unreadable as trouble:
            reading.add_error(None, str(trouble))
    return mapping_page(request, row, None, reading=reading)


@require_POST
def import_areas(request: Request, pk: int) -> HttpResponse:
    """Agree that areas nobody knew are made, and look at the file again."""
    row = import_to_open(request.user, pk)
    row.options = {**row.options, "areas": True}
    try:
        map_import(row=row, accounts=accounts_to_import(request.user, row.kind))
    except (Unreadable, NotNow) as trouble:
        messages.error(request, str(trouble) or _("This import is on its way already."))
    return redirect("data_import", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def data_import(request: Request, pk: int) -> HttpResponse:
    """What the file would change, and carrying it out; afterwards what it has changed."""
    row = import_to_open(request.user, pk)
    if row.state == DataImport.State.UPLOADED:
        return redirect("import_map", pk)
    job = running(row)
    form = ConsentForm(refused=row.found["refused"])
    if request.method == "POST" and row.state == DataImport.State.CHECKED:
        form = ConsentForm(request.POST, refused=row.found["refused"])
        if form.is_valid():
            partial = form.cleaned_data.get("partial", False)
            return follow(start_import(row=row, partial=partial, by=request.user), row)
    context = {"row": row, "form": form, "job": job, **told(row)}
    page = "preview" if row.state == DataImport.State.CHECKED else "result"
    return render(request, f"accounts/import/{page}.html", context, status=422 if form.errors else 200)


def follow(job: Job, row: DataImport) -> HttpResponse:
    if sum(row.found[each] for each in ("new", "changed", "unchanged", "refused")) <= AT_ONCE:
        do_now(job)
    if job.state == Job.State.DONE:
        return redirect(job.address)
    return redirect("job", job.pk)


@require_POST
def import_undo(request: Request, pk: int) -> HttpResponse:
    row = import_to_open(request.user, pk)
    try:
        return follow(start_undo(row=row, by=request.user, now=timezone.now()), row)
    except NotNow:
        messages.error(request, _("Only what has been imported can be undone, for 30 days."))
        return redirect("data_import", pk)


@require_safe
def import_refused(request: Request, pk: int, form: str) -> HttpResponse:
    """Worked out anew from the file: a row that can be imported by now is not among them."""
    row = import_to_open(request.user, pk)
    try:
        plan = plan_of(row, accounts_to_import(request.user, row.kind))
    except Unreadable as trouble:
        raise Http404 from trouble
    return download(form, "kamplan-refused", refused_table(plan))
