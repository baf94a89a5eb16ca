"""Pages of privacy: the register, and answering a person who wants to see, or have erased, what we hold."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, administration, contact_to_edit
from accounts.changes.user import LastAdministrator
from accounts.privacy import CONTACT
from kamplan.exports import download
from kamplan.pages import page_of
from planning.access import request_to_erase, request_to_view
from planning.changes.erased import erase_and_note
from planning.changes.privacy import StillNeeded, accounts_to_hand_over
from planning.exports.privacy import document, readable, register_lines, register_table
from planning.forms.privacy import ErasureForm, PersonForm
from planning.models import PrivacyRequest
from planning.models.person import Person
from planning.models.privacy import hash_of, keys_of, matches


@require_safe
def privacy(request: Request) -> HttpResponse:
    administration(request.user)
    rows = PrivacyRequest.objects.visible_to(request.user).select_related("asked_by")
    page = page_of(rows, request.GET.get("page"), size=20)
    return render(request, "planning/privacy.html", {"lines": register_lines(), "page": page})


@require_safe
def privacy_register(request: Request, form: str) -> HttpResponse:
    administration(request.user)
    return download(form, "register", register_table())


@require_http_methods(["GET", "HEAD", "POST"])
def privacy_person(request: Request) -> HttpResponse:
    """Each search is written down, and the name stays out of the address and so out of every log."""
    administration(request.user)
    form = PersonForm()
    if request.method == "POST":
        form = PersonForm(request.POST)
        if form.is_valid():
            who = form.cleaned_data["who"]
            keys = keys_of(who, request.user)
            asked = PrivacyRequest.objects.create(asked_by=request.user, subject_hash=hash_of(who), found=keys)
            return redirect("privacy_request", asked.pk)
    return render(request, "planning/privacy_person.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def privacy_request(request: Request, pk: int) -> HttpResponse:
    asked = request_to_view(request.user, pk)
    person = Person(asked.found)
    context = {"asked": asked, "matches": matches(asked.found, request.user), **shown(person)}
    return render(request, "planning/privacy_request.html", context)


def shown(person: Person) -> dict[str, Any]:
    return {
        "tables": list(readable(person)),
        "signed": person.signed(),
        "mentions": [(text, rows.count()) for text, rows in person.mentions()],
        "files": [(content, len(found)) for content, found in person.files()],
    }


@require_POST
def privacy_leave_out(request: Request, pk: int) -> HttpResponse:
    """One of those found is somebody else of the same name."""
    asked = request_to_view(request.user, pk)
    code = request.POST.get("match", "")
    kept = {slug: [key for key in keys if f"{slug}-{key}" != code] for slug, keys in asked.found.items()}
    PrivacyRequest.objects.visible_to(request.user).filter(pk=pk).update(found=kept)
    return redirect("privacy_request", pk)


@require_POST
def privacy_export(request: Request, pk: int) -> HttpResponse:
    asked = request_to_view(request.user, pk)
    now = timezone.now()
    PrivacyRequest.objects.visible_to(request.user).filter(pk=pk).update(exported_at=now)
    return as_file(document(Person(asked.found), made_at=now), name=f"request-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def privacy_erase(request: Request, pk: int) -> HttpResponse:
    asked = request_to_erase(request.user, pk)
    person, form = Person(asked.found), ErasureForm()
    if request.method == "POST":
        form = ErasureForm(request.POST)
        if form.is_valid():
            try:
                erase_and_note(person=person, request=asked, by=request.user, now=timezone.now())
            except (StillNeeded, LastAdministrator):
                form.add_error(None, _("Somebody has to take over first. Nothing was erased."))
            else:
                messages.success(request, _("The person is erased."))
                return redirect("privacy_request", pk)
    context = {
        "asked": asked,
        "form": form,
        "matches": matches(asked.found, request.user),
        "rows": [(known, rows.count()) for known, rows in person.found()],
        "to_hand_over": accounts_to_hand_over(person),
        **shown(person),
    }
    return render(request, "planning/privacy_erase.html", context, status=422 if form.errors else 200)


@require_safe
def contact_data(request: Request, pk: int) -> HttpResponse:
    """What a colleague who keeps the contact can tell the person at once; the rest is the administrator's to find."""
    contact = contact_to_edit(request.user, pk)
    tables = list(readable(Person({CONTACT.slug: [pk]}, reader=request.user, at_hand=contact)))
    return render(request, "planning/contact_data.html", {"contact": contact, "tables": tables})


@require_POST
def contact_export(request: Request, pk: int) -> HttpResponse:
    contact = contact_to_edit(request.user, pk)
    keys, now = {CONTACT.slug: [pk]}, timezone.now()
    PrivacyRequest.objects.create(
        asked_by=request.user, subject_hash=hash_of(contact.email or contact.name), found=keys, exported_at=now
    )
    person = Person(keys, reader=request.user, at_hand=contact)
    return as_file(document(person, made_at=now), name=f"contact-{pk}")


def as_file(content: dict[str, Any], *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return JsonResponse(content, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})
