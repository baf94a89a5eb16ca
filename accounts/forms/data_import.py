"""Forms of imports: the file, how it is read, what its columns mean, and the consent to leave refused rows out."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.changes.data_import_kind import CHAPTERS
from accounts.changes.data_import_sheet import Sheet
from accounts.domain.data_import import CALLED, missing
from accounts.forms.data_import_words import FIELDS, missing_words
from accounts.models import DataImport
from kamplan.spreadsheets import FROM_ANYBODY, MEGABYTE

KINDS = [(kind.value, kind.label) for kind in CHAPTERS]
DELIMITERS = ((";", _("Semicolon")), (",", _("Comma")), ("\t", _("Tab")), ("|", _("Vertical bar")))
ENCODINGS = (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"))


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
    """How the file is read. A workbook leaves no choice but its heading."""

    above = forms.IntegerField(
        label=_("Rows to leave out at the top"),
        help_text=_("A title, for example. Empty rows do not count."),
        min_value=0,
        max_value=100,
    )
    heading = forms.BooleanField(label=_("The first of the others holds the names of the columns"), required=False)
    delimiter = forms.ChoiceField(label=_("Between the cells"), choices=DELIMITERS)
    encoding = forms.ChoiceField(label=_("Letters"), choices=ENCODINGS)

    def __init__(self, *args: Any, row: DataImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "above": row.options.get("above", 0),
            "heading": row.options.get("heading", True),
            "delimiter": row.delimiter,
            "encoding": row.encoding,
        }
        if not row.encoding:
            del self.fields["delimiter"], self.fields["encoding"]

    def apply(self, row: DataImport) -> None:
        row.options = {**row.options, **{name: self.cleaned_data[name] for name in ("above", "heading")}}
        row.delimiter = self.cleaned_data.get("delimiter", "")
        row.encoding = self.cleaned_data.get("encoding", "")


class MappingForm(forms.Form):
    """One choice for each column, and for revenue what to do with rows that name the same fact."""

    def __init__(self, *args: Any, row: DataImport, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.sheet = row, sheet
        choices = [("", _("Leave out")), *((field, FIELDS[field]) for field in CALLED[row.kind])]
        for number, name in enumerate(sheet.heading):
            meant = row.mapping[number] if number < len(row.mapping) else ""
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=name or str(number + 1), choices=choices, initial=meant, required=False
            )
        if row.kind == DataImport.Kind.REVENUE:
            self.fields["sum"] = forms.BooleanField(
                label=_("Add up rows of the same account, area, month, kind and currency"),
                help_text=_("Otherwise such rows are refused."),
                initial=row.options.get("sum", False),
                required=False,
            )

        if row.kind == DataImport.Kind.ACCOUNT:
            self.fields["alike"] = forms.BooleanField(
                label=_("Make new accounts even when one much alike is known"),
                help_text=_("Otherwise such rows are refused, and you see which accounts they are like."),
                initial=row.options.get("alike", False),
                required=False,
            )

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each choice with what stands in the first rows of its column."""
        fields = [self[f"column_{number}"] for number in range(len(self.sheet.heading))]
        return [
            (field, [cells[number] for _line, cells in self.sheet.rows if number < len(cells) and cells[number]])
            for number, field in enumerate(fields)
        ]

    @property
    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{number}", "") for number in range(len(self.sheet.heading))]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = [field for field in self.mapping if field]
        for field in sorted({field for field in chosen if chosen.count(field) > 1}):
            self.add_error(None, _("%(field)s is chosen for two columns.") % {"field": FIELDS[field]})
        if lacking := missing(chosen, self.row.kind):
            self.add_error(None, missing_words(lacking))
        return data

    def apply(self) -> None:
        self.row.mapping = self.mapping
        chosen = {name: self.cleaned_data[name] for name in ("sum", "alike") if name in self.fields}
        self.row.options = {**self.row.options, **chosen}


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
