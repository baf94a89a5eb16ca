"""Forms of imports: the file, how it is read, and the consent to leave refused rows out."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.changes.data_import_kind import CHAPTERS
from accounts.domain.written import YEARS
from accounts.models import DataImport
from kamplan.spreadsheets import FROM_ANYBODY, MEGABYTE

KINDS = [(kind.value, kind.label) for kind in CHAPTERS]
DELIMITERS = ((";", _("Semicolon")), (",", _("Comma")), ("\t", _("Tab")), ("|", _("Vertical bar")))
ENCODINGS = (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"))
OPTIONS = {"sheet", "above", "heading", "year"}


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label=_("What the file holds"), choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), at most 5 MB. Nothing is stored before you have seen what it would change."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FROM_ANYBODY.size:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB."), params={"most": FROM_ANYBODY.size // MEGABYTE}
            )
        return file


class ReadingForm(forms.Form):
    """How the file is read: which sheet, with which letters, and where the names of its columns stand."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    above = forms.IntegerField(
        label=_("Rows to leave out at the top"),
        help_text=_("A title, for example. Empty rows do not count."),
        min_value=0,
        max_value=100,
    )
    heading = forms.BooleanField(label=_("The first of the others holds the names of the columns"), required=False)
    year = forms.IntegerField(
        label=_("Year of the months"),
        help_text=_("For columns that name a month without its year, such as “Jan”."),
        min_value=YEARS[0],
        max_value=YEARS[-1],
        required=False,
    )
    delimiter = forms.ChoiceField(label=_("Between the cells"), choices=DELIMITERS)
    encoding = forms.ChoiceField(label=_("Letters"), choices=ENCODINGS)

    def __init__(self, *args: Any, row: DataImport, asks_for_year: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.sheets = row, row.options.get("sheets", [])
        written = {"delimiter": row.delimiter, "encoding": row.encoding}
        self.initial = {"above": 0, "heading": True, **row.options, **written}
        cast(forms.ChoiceField, self.fields["sheet"]).choices = [(name, name) for name in self.sheets]
        lacking = {
            "sheet": len(self.sheets) < 2,
            "year": not asks_for_year,
            "delimiter": not row.encoding,
            "encoding": not row.encoding,
        }
        for name in filter(lacking.get, lacking):
            del self.fields[name]

    @property
    def is_of_another_sheet(self) -> bool:
        return bool(self.cleaned_data.get("sheet", self.row.options.get("sheet")) != self.row.options.get("sheet"))

    def apply(self) -> None:
        row, data = self.row, self.cleaned_data
        of_no_other = {"year": None} if self.is_of_another_sheet else {}
        row.options = {**row.options, **{name: data[name] for name in data.keys() & OPTIONS}, **of_no_other}
        row.delimiter, row.encoding = data.get("delimiter", ""), data.get("encoding", "")


class ConsentForm(forms.Form):
    """Going on past refused rows is chosen, never assumed."""

    partial = forms.BooleanField(
        label=_("Import the others and leave the refused rows out"),
        error_messages={"required": _("Some rows are refused: correct the file, or agree to leave them out.")},
    )

    def __init__(self, *args: Any, refused: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not refused:
            del self.fields["partial"]
