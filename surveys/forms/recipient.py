"""Forms that say whom to ask: contacts of chosen accounts, sellers, and lists pasted or uploaded."""

from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Contact, Role, User
from accounts.models.account import AccountQuerySet
from accounts.models.user import UserQuerySet
from kamplan.spreadsheets import FROM_ANYBODY, MEGABYTE, Limits, Unreadable, rows_of
from surveys.changes.candidate import Candidate, weighed
from surveys.changes.recipient import read_recipients
from surveys.domain.answer_file import Problem
from surveys.domain.recipient import as_lines
from surveys.models import Invitation, Respondent, Survey

MOST_LINES = 2000
LONGEST_LIST = 400_000  # characters
SELLING_ROLES = (Role.Kind.KAM, Role.Kind.MANAGER)
OF_A_LIST = Limits(size=FROM_ANYBODY.size, rows=MOST_LINES, cells=40_000, seconds=FROM_ANYBODY.seconds)


class AccountSearch(forms.Form):
    """Which accounts are shown with their contacts."""

    q = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(required=False, choices=Account.Status.choices)

    def found(self, reader: User) -> AccountQuerySet:
        """Those whose name, or the name of one of whose contacts, holds every word; first where somebody is known."""
        self.is_valid()
        accounts = Account.objects.visible_to(reader)
        people = Contact.objects.filter(deleted_at=None, account=OuterRef("pk"))
        if words := self.cleaned_data.get("q"):
            meant = Q(pk__in=Account.objects.matching(words).values("pk")) | Exists(people.found_by(words))
            accounts = accounts.filter(meant)
        if status := self.cleaned_data.get("status"):
            accounts = accounts.filter(status=status)
        return accounts.order_by(Exists(people).desc(), "sort_key", "pk")


class SellerSearch(forms.Form):
    """Which colleagues are shown."""

    q = forms.CharField(required=False, max_length=100)

    def found(self, survey: Survey) -> UserQuerySet:
        """Who belongs to the survey's unit or one below it, and who serves an account whose contacts are invited."""
        self.is_valid()
        path = survey.unit.path
        people = Q(unit__path__startswith=path) | Q(roles__unit__path__startswith=path, roles__kind__in=SELLING_ROLES)
        accounts = Invitation.objects.filter(survey=survey, withdrawn_at=None).order_by().values("account")
        serving = Q(owned_accounts__in=accounts) | Q(memberships__account__in=accounts)
        found = User.objects.active().filter(pk__in=User.objects.active().filter(people | serving).values("pk"))
        return found.matching(self.cleaned_data.get("q", "")).order_by("sort_key", "pk")


class ListForm(forms.Form):
    """A list as text or as a file, which becomes text. Afterwards `candidates` holds who stands in it, by line."""

    text = forms.CharField(
        label=_("Names and addresses"),
        required=False,
        strip=False,
        max_length=LONGEST_LIST,
        help_text=_(
            "One person a line: Name &lt;address&gt;, or name; address; account; language. Cells of a spreadsheet do."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("CSV or Excel (.xlsx). It is read into the field above, where you can correct it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    audience = forms.ChoiceField(label=_("They are"), choices=Respondent.Audience.choices, initial="customer")
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        initial="nb",
        help_text=_("Where the list does not say it, and the person is not known yet."),
    )
    without_refused = forms.BooleanField(label=_("Go on without the lines that were refused"), required=False)

    def __init__(self, *args: Any, survey: Survey, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.reader = survey, reader
        self.problems: tuple[Problem, ...] = ()
        self.candidates: list[tuple[int, Candidate]] = []
        self.seen = ""  # by which the list that was looked at is known again

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > OF_A_LIST.size:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB."), params={"most": OF_A_LIST.size // MEGABYTE}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        written = data.get("text") or ""
        if data.get("file"):
            written = self.text_of_file(data["file"], written)
        elif not written.strip() and "file" not in self.errors:
            self.add_error("text", _("Write at least one address, or choose a file."))
        if written.count("\n") >= MOST_LINES:
            self.add_error("text", _("At most %(most)d lines at a time.") % {"most": MOST_LINES})
        if not self.errors:
            self.read(written, data["audience"], data["language"])
        return data

    def text_of_file(self, file: "UploadedFile[bytes]", written: str) -> str:
        """The rows of the file, put into the field as if they had been typed."""
        if written.strip():
            self.add_error("file", _("The field above holds a list already. Empty it to read a file instead."))
            return written
        try:
            text = as_lines(rows_of(file.read(), OF_A_LIST))
        except Unreadable as trouble:
            self.add_error("file", str(trouble))
            return ""
        if not text.strip():
            self.add_error("file", _("The file is empty."))
        self.data = {**{name: self.data.get(name) for name in self.data}, "text": text}
        return text

    def read(self, text: str, audience: str, language: str) -> None:
        found = read_recipients(text, reader=self.reader, audience=audience, language=language)
        self.problems = found.problems
        people = [person for _line, person in found.people]
        candidates = weighed(self.survey, people, reader=self.reader, now=timezone.now())
        self.candidates = [(line, each) for (line, _person), each in zip(found.people, candidates, strict=True)]
        self.seen = sha256("\n".join((audience, language, text)).replace("\r", "").encode()).hexdigest()
