"""The form that takes a file of answers, and the one that confirms what was found in it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.user import UnitChoice
from accounts.models import Account, Unit, User
from kamplan.spreadsheets import FROM_ANYBODY, MEGABYTE, Unreadable
from surveys.changes.answer_file import Reading, read_answers
from surveys.changes.survey import InvitedRefused, TitleRefused, enough_invited, slug_for
from surveys.domain.answer_file import Refusal
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience
from surveys.forms.survey import MOST_INVITED


class TitleForm(forms.Form):
    """The title a survey is to have: its address is made of it."""

    title = forms.CharField(label=_("Title"), max_length=150)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        try:
            slug_for(title)
        except TitleRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return title


class UploadForm(TitleForm):
    """A file and what it is about. Afterwards `reading` holds its answers, or `refusal` all that is wrong with it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    scale = forms.CharField(
        label=_("Scale"), max_length=10, initial="1-10", help_text=_("Lowest and highest score, such as 1-10 or 1-5.")
    )
    invited = forms.IntegerField(
        label=_("Customers invited"),
        min_value=1,
        max_value=MOST_INVITED,
        required=False,
        help_text=_("How many were asked; it gives the response rate."),
    )
    provenance = forms.CharField(
        label=_("Where the answers come from"),
        max_length=300,
        required=False,
        help_text=_("Shown with the results, for example “Telephone interviews, May 2026”."),
    )

    field_order = ["file", "title", "unit", "scale", "invited", "provenance"]

    def __init__(self, *args: Any, user: User, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.reading, self.refusal, self.content = user, None, None, b""
        self.fields["unit"] = UnitChoice(units, label=_("Unit"))
        self.order_fields(self.field_order)

    reading: Reading | None
    refusal: Refusal | None

    def clean_scale(self) -> Scale:
        try:
            return Scale.parse(self.cleaned_data["scale"])
        except ValueError as error:
            raise forms.ValidationError(
                _("Write the lowest and the highest score, such as 1-10: 2 to 10 points between 0 and 10.")
            ) from error

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FROM_ANYBODY.size:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB."), params={"most": FROM_ANYBODY.size // MEGABYTE}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "file" in data and "scale" in data:
            self.content = data["file"].read()
            try:
                outcome = read_answers(
                    self.content, scale=data["scale"], accounts=Account.objects.visible_to(self.user)
                )
            except Unreadable as trouble:
                self.add_error("file", str(trouble))
            else:
                self.take(outcome)
        return data

    def take(self, outcome: Reading | Refusal) -> None:
        if isinstance(outcome, Refusal):
            self.refusal = outcome
            self.add_error("file", _("Nothing was stored. Correct what is listed and choose the file again."))
            return
        self.reading = outcome
        try:
            enough_invited(self.cleaned_data.get("invited"), outcome.answers.answered(Audience.CUSTOMER))
        except InvitedRefused as refusal:
            self.add_error("invited", str(refusal))
