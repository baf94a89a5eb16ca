"""Pages that add persons to those asked: contacts of accounts, sellers, and lists pasted or uploaded."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import Request
from accounts.models import Account, Contact, User
from kamplan.htmx import render_page
from kamplan.pages import page_of
from surveys.access import questionnaire_to_edit, wave_before
from surveys.changes.candidate import Candidate, Verdict, to_ask, weighed
from surveys.changes.invitation import check_not_closed, invite
from surveys.changes.recipient import invited_to, recipient_of_contact, recipient_of_user
from surveys.domain.recipient import Recipient
from surveys.forms.problem import of_a_list, reason
from surveys.forms.recipient import AccountSearch, ListForm, SellerSearch
from surveys.models import Respondent, Survey
from surveys.views.steps import reasons_told

ACCOUNTS_A_PAGE = 20
MOST_PICKED = 2000
MOST_SHOWN = 300  # new persons of a list; whoever needs a decision is always shown
PROBLEMS_SHOWN = 100


# --- contacts ---------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def recipient_contacts(request: Request, slug: str) -> HttpResponse:
    """Accounts with their contacts, and beside each contact what speaks against asking them."""
    survey = questionnaire_to_edit(request.user, slug).survey
    check_not_closed(survey)
    if request.method == "POST":
        contacts = Contact.objects.visible_to(request.user).filter(pk__in=picked(request, "pick", "anyway"))
        invite_picked(request, survey, {contact.pk: recipient_of_contact(contact) for contact in contacts})
        return redirect(f"{reverse('recipient_contacts', args=[slug])}?{request.GET.urlencode()}")
    page = page_of(AccountSearch(request.GET).found(request.user), request.GET.get("page"), size=ACCOUNTS_A_PAGE)
    contacts = Contact.objects.visible_to(request.user).filter(account__in=[account.pk for account in page])
    known = list(contacts.order_by("sort_key", "pk"))
    people = [recipient_of_contact(contact) for contact in known]
    weighty = zip(known, weighed(survey, people, reader=request.user, now=timezone.now()), strict=True)
    context = {
        "survey": survey,
        "page": page,
        "groups": grouped(page.object_list, list(weighty)),
        "statuses": Account.Status.choices,
        "is_narrowed": any(request.GET.get(name) for name in ("q", "status")),
    }
    return render_page(request, "surveys/invitation/contacts.html", context, part="found")


def grouped(
    accounts: Sequence[Account], candidates: Iterable[tuple[Contact, Candidate]]
) -> list[tuple[Account, list[tuple[Contact, Candidate]]]]:
    """The contacts under their accounts, an account without any too."""
    groups: dict[int, list[tuple[Contact, Candidate]]] = {account.pk: [] for account in accounts}
    for contact, candidate in candidates:
        groups[contact.account_id].append((contact, candidate))
    return [(account, groups[account.pk]) for account in accounts]


# --- sellers ----------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def recipient_sellers(request: Request, slug: str) -> HttpResponse:
    """Our own people: of the unit and those below it, and whoever serves an account whose contacts are invited."""
    survey = questionnaire_to_edit(request.user, slug).survey
    check_not_closed(survey)
    search = SellerSearch(request.GET)
    found = search.found(survey).select_related("unit")
    if request.method == "POST":
        chosen = SellerSearch({}).found(survey).filter(pk__in=picked(request, "pick", "anyway"))
        invite_picked(request, survey, {user.pk: recipient_of_user(user) for user in chosen})
        return redirect(f"{reverse('recipient_sellers', args=[slug])}?{request.GET.urlencode()}")
    page = page_of(found, request.GET.get("page"))
    users: list[User] = list(page)
    people = [recipient_of_user(user) for user in users]
    candidates = weighed(survey, people, reader=request.user, now=timezone.now())
    context = {"survey": survey, "page": page, "candidates": list(zip(users, candidates, strict=True))}
    return render_page(request, "surveys/invitation/sellers.html", context, part="found")


# --- what both do -----------------------------------------------------------------------------------------------------
def picked(request: Request, *names: str) -> list[int]:
    """The keys ticked under these names."""
    ticked = [key for name in names for key in request.POST.getlist(name)]
    return [int(key) for key in ticked if key.isdecimal() and len(key) < 10][:MOST_PICKED]


def invite_picked(request: Request, survey: Survey, people: dict[int, Recipient]) -> None:
    """Whoever became a doubtful case since the page was shown is left out, and the reader is told."""
    now = timezone.now()
    candidates = weighed(survey, list(people.values()), reader=request.user, now=now)
    anyway = {people[key].email for key in picked(request, "anyway") if key in people}
    made = invite(survey=survey, people=to_ask(candidates, anyway=anyway), by=request.user, now=now)
    tell(request, survey, len(made), left_out=len(people) - len(made))


def tell(request: Request, survey: Survey, count: int, *, left_out: int = 0) -> None:
    if left_out:
        told = ngettext("%(count)d person was left out.", "%(count)d persons were left out.", left_out)
        messages.warning(request, told % {"count": left_out})
    if not count and not left_out:
        messages.error(request, _("Nobody was chosen."))
    if count and survey.status == Survey.Status.OPEN:
        told = ngettext("%(count)d person is written to now.", "%(count)d persons are written to now.", count)
        messages.success(request, told % {"count": count})
    elif count:
        told = ngettext("%(count)d person is invited.", "%(count)d persons are invited.", count)
        messages.success(request, told % {"count": count})


# --- lists ------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def recipient_list(request: Request, slug: str) -> HttpResponse:
    """A list in, a look at who stands in it, and the invitations. It may begin with those asked last time."""
    survey = questionnaire_to_edit(request.user, slug).survey
    check_not_closed(survey)
    form = ListForm(survey=survey, reader=request.user)
    if request.method == "POST":
        form = ListForm(request.POST, request.FILES, survey=survey, reader=request.user)
        if form.is_valid() and is_confirmed(request, form):
            people = to_ask((each for _line, each in form.candidates), anyway=set(request.POST.getlist("anyway")))
            made = invite(survey=survey, people=people, by=request.user, now=timezone.now())
            tell(request, survey, len(made))
            return redirect("invitation_list", slug)
    elif "before" in request.GET and (text := invited_to(wave_before(request.user, survey))):
        told = {"text": text, "audience": Respondent.Audience.CUSTOMER, "language": request.user.language}
        form = ListForm(told, survey=survey, reader=request.user)
        form.is_valid()  # looked at at once
    context = {"survey": survey, "form": form, **preview(form), "anyway": set(request.POST.getlist("anyway"))}
    return render(request, "surveys/invitation/paste.html", context, status=422 if form.errors else 200)


def is_confirmed(request: Request, form: ListForm) -> bool:
    """This very list has been looked at, and who goes on past refused lines has said so."""
    if request.POST.get("step") != "invite":
        return False
    if request.POST.get("seen") != form.seen:
        form.add_error("text", _("The list has changed since you looked at it. Look at it once more."))
    elif form.problems and not form.cleaned_data["without_refused"]:
        form.add_error("without_refused", _("Correct the lines that were refused, or go on without them."))
    elif not any(each.may_be_asked for _line, each in form.candidates):
        form.add_error("text", _("Nobody in the list can be asked."))
    return not form.errors


def preview(form: ListForm) -> dict[str, object]:
    """Who stands in the list, whoever needs a decision first, and which lines were refused."""
    order = [Verdict.RECENT, Verdict.NEW, Verdict.INVITED, Verdict.UNSUBSCRIBED, Verdict.REPEATED]
    rows = sorted(form.candidates, key=lambda row: (order.index(row[1].verdict), row[0]))
    counts = Counter(each.verdict for _line, each in rows)
    shown = counts[Verdict.RECENT] + MOST_SHOWN
    known = {each.person.account_id for _line, each in rows[:shown] if each.person.account_id}
    accounts = dict(Account.objects.visible_to(form.reader).filter(pk__in=known).values_list("pk", "name"))
    told = [(of_a_list(problem), reason(problem)) for problem in form.problems[:PROBLEMS_SHOWN]]
    return {
        "rows": [(line, each, belongings(each.person, accounts)) for line, each in rows[:shown]],
        "not_shown": max(len(rows) - shown, 0),
        "counts": [(verdict, counts[verdict]) for verdict in order if counts[verdict]],
        "new": counts[Verdict.NEW],
        "askable": counts[Verdict.NEW] + counts[Verdict.RECENT],
        "problems": told,
        "total": len(form.problems),
        "more": len(form.problems) - len(told),
    }


def belongings(person: Recipient, accounts: Mapping[int, str]) -> str:
    """What was understood besides the name and the address."""
    account = accounts.get(person.account_id or 0, "")
    audience = Respondent.Audience(person.audience).label
    language = dict(settings.LANGUAGES)[person.language]
    return " · ".join(str(each) for each in (account, audience, language) if each)
