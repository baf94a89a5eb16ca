"""People: the list, one person, inviting, roles, ending and giving back access."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, administration, user_to_administer, user_to_edit
from accounts.changes import user as people
from accounts.changes.link import renew_link
from accounts.forms.user import InvitationForm, RoleForm, UserForm, UserSearch
from accounts.jobs import link_address, send_invitation
from accounts.models import Account, OneTimeLink, Role, User
from kamplan.history import save_by
from kamplan.htmx import render_page
from kamplan.pages import page_of


@require_safe
def user_list(request: Request) -> HttpResponse:
    administration(request.user)
    search = UserSearch(request.GET)
    found = User.objects.administered_by(request.user).select_related("unit").prefetch_related("roles__unit")
    if search.is_valid():
        found = found.matching(search.cleaned_data["q"])
        if search.cleaned_data["role"]:
            found = found.filter(pk__in=User.objects.filter(roles__kind=search.cleaned_data["role"]).values("pk"))
        if search.cleaned_data["state"]:
            found = found.filter(is_active=search.cleaned_data["state"] == "active")
    page = page_of(found, request.GET.get("page"))
    return render_page(request, "accounts/user_list.html", {"search": search, "page": page}, part="people")


@require_http_methods(["GET", "HEAD", "POST"])
def user_add(request: Request) -> HttpResponse:
    units = administration(request.user)
    form = InvitationForm(units=units)
    if request.method == "POST":
        form = InvitationForm(request.POST, units=units)
        if form.is_valid():
            person = form.save(commit=False)
            kind = form.cleaned_data["kind"]
            token = people.invite(user=person, kind=kind, by=request.user, now=timezone.now())
            return _invited(request, person, token)
    return render(request, "accounts/user_add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def user(request: Request, pk: int) -> HttpResponse:
    return _person_page(request, user_to_administer(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def user_edit(request: Request, pk: int) -> HttpResponse:
    person, units = user_to_edit(request.user, pk), administration(request.user)
    form = UserForm(instance=person, units=units)
    if request.method == "POST":
        form = UserForm(request.POST, instance=person, units=units)
        if form.is_valid():
            save_by(form.instance, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("user", pk)
    return render(
        request, "accounts/user_edit.html", {"person": person, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def user_invite(request: Request, pk: int) -> HttpResponse:
    """A new link for somebody who lost the first one, or the password; earlier links are void."""
    person = user_to_edit(request.user, pk)
    if not person.is_active:
        messages.error(request, _("Give back access first."))
        return redirect("user", pk)
    token = renew_link(user=person, purpose=OneTimeLink.Purpose.INVITATION, now=timezone.now())
    return _invited(request, person, token)


@require_http_methods(["GET", "HEAD", "POST"])
def user_deactivate(request: Request, pk: int) -> HttpResponse:
    person = user_to_edit(request.user, pk)
    if request.method == "POST":
        try:
            people.deactivate(user=person, by=request.user)
        except people.LastAdministrator:
            messages.error(request, _("Somebody must go on administering: make another administrator first."))
        else:
            messages.success(request, _("Access has ended: sessions and links are gone."))
        return redirect("user", pk)
    owned = Account.objects.filter(owner=person, deleted_at=None).count()
    return render(request, "accounts/user_deactivate.html", {"person": person, "owned": owned})


@require_POST
def user_reactivate(request: Request, pk: int) -> HttpResponse:
    people.reactivate(user=user_to_edit(request.user, pk), by=request.user)
    messages.success(request, _("Access is given back, with the roles as they were."))
    return redirect("user", pk)


@require_POST
def user_second_step(request: Request, pk: int) -> HttpResponse:
    """Takes away a second step whose owner has lost it."""
    people.remove_second_step(user=user_to_edit(request.user, pk), by=request.user)
    messages.success(request, _("The second step is removed. It is asked for again where the role requires one."))
    return redirect("user", pk)


@require_POST
def role_add(request: Request, pk: int) -> HttpResponse:
    person, units = user_to_administer(request.user, pk), administration(request.user)
    form = RoleForm(request.POST, units=units)
    if not form.is_valid():
        return _person_page(request, person, form)
    people.give_role(user=person, unit=form.cleaned_data["unit"], kind=form.cleaned_data["kind"], by=request.user)
    messages.success(request, _("The role is given."))
    return redirect("user", pk)


@require_POST
def role_remove(request: Request, pk: int, role_pk: int) -> HttpResponse:
    person, units = user_to_administer(request.user, pk), administration(request.user)
    role = get_object_or_404(Role, pk=role_pk, user=person, unit__in=units)
    try:
        people.take_role(role=role, by=request.user)
    except people.LastAdministrator:
        messages.error(request, _("Somebody must go on administering: make another administrator first."))
    else:
        messages.success(request, _("The role is taken back."))
    return redirect("user", pk) if _still_administers(request.user, pk) else redirect("home")


def _still_administers(admin: User, pk: int) -> bool:
    admin.forget_roles()
    return User.objects.administered_by(admin).filter(pk=pk).exists()


def _person_page(request: Request, person: User, form: RoleForm | None = None) -> HttpResponse:
    units = administration(request.user)
    context = {
        "person": person,
        "roles": [
            (role, request.user.holds(Role.Kind.ADMIN, role.unit)) for role in person.roles.select_related("unit")
        ],
        "wholly": request.user.administers_wholly(person),
        "form": form or RoleForm(units=units),
        "has_second_step": Authenticator.objects.filter(user=person).exists(),
        "owned": Account.objects.filter(owner=person, deleted_at=None).count(),
        "entries": Role.history.filter(user_id=person.pk).select_related("history_user", "unit")[:20],
    }
    return render(request, "accounts/user.html", context, status=422 if form else 200)


def _invited(request: Request, person: User, token: str) -> HttpResponse:
    """The link is shown this once: it is kept nowhere."""
    if settings.MAIL_LEAVES:
        send_invitation.enqueue(person.pk)
    context = {"person": person, "link": link_address(token), "mailed": settings.MAIL_LEAVES}
    return render(request, "accounts/user_invited.html", context)
