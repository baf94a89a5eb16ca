"""The form that says what the columns of an imported file mean: one choice for each, and one for all months."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.changes.data_import_sheet import Sheet
from accounts.domain.data_import_columns import missing
from accounts.domain.data_import_names import CALLED
from accounts.domain.revenue_columns import AT, MEASURED, measured_columns, months_among, parted
from accounts.forms.data_import_words import FIELDS, missing_words
from accounts.models import DataImport
from kamplan.formats import month

READ = "read"
MONTHS = ((READ, gettext_lazy("Monthly figures")), ("", gettext_lazy("Leave out")))


class MappingForm(forms.Form):
    """Beside the columns, what to do with rows that name the same."""

    def __init__(self, *args: Any, row: DataImport, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.sheet = row, sheet
        if any(self.measured):
            read = any(parted(code)[1] for code in row.mapping)
            self.fields["months"] = forms.ChoiceField(choices=MONTHS, required=False, initial=READ if read else "")
        choices = [("", _("Leave out")), *((field, FIELDS[field]) for field in CALLED[row.kind])]
        for number in self.single:
            meant = row.mapping[number] if number < len(row.mapping) else ""
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=sheet.heading[number] or str(number + 1), choices=choices, initial=meant, required=False
            )
        self.fields |= rows_alike(row)

    @cached_property
    def measured(self) -> list[str]:
        """What each column stands for when months are read from columns of their own."""
        heading = self.sheet.heading
        return measured_columns(heading) if self.row.kind == DataImport.Kind.REVENUE else [""] * len(heading)

    @property
    def single(self) -> Iterator[int]:
        return (number for number, code in enumerate(self.measured) if not code)

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each choice with what stands in the first rows of its column."""
        return [(self[f"column_{number}"], self.sample(number)) for number in self.single]

    def sample(self, number: int) -> list[str]:
        return [cells[number] for _line, cells in self.sheet.rows if number < len(cells) and cells[number]]

    @property
    def by_month(self) -> dict[str, Any] | None:
        """The columns of months as one: how many, from when until when, of what, and some of their figures."""
        found = months_among(self.measured)
        if not found:
            return None
        fields = dict.fromkeys(field for places in found.values() for field in places)
        return {
            "field": self["months"],
            "count": len([code for code in self.measured if code]),
            "first": month(date.fromisoformat(f"{min(found)}-01")),
            "last": month(date.fromisoformat(f"{max(found)}-01")),
            "of": [str(FIELDS[field]).lower() for field in fields],
            "sample": self.sample(next(number for number, code in enumerate(self.measured) if code)),
        }

    @property
    def mapping(self) -> list[str]:
        """Of a month's column what it stands for, when these are read; of any other what was chosen."""
        read = self.cleaned_data.get("months") == READ
        return [
            (code if read else "") if code else self.cleaned_data.get(f"column_{number}", "")
            for number, code in enumerate(self.measured)
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = [field for field in self.mapping if field]
        for code in sorted({code for code in chosen if chosen.count(code) > 1}):
            field, when = parted(code)
            words = f"{FIELDS[field]} {when}".strip()
            self.add_error(None, _("%(field)s is chosen for two columns.") % {"field": words})
        if any(AT in code for code in chosen):
            for field in sorted({"month", *MEASURED}.intersection(chosen)):
                words = _("The columns of months hold the figures: leave them out, or the column chosen for %(field)s.")
                self.add_error(None, words % {"field": FIELDS[field]})
        if lacking := missing(chosen, self.row.kind):
            self.add_error(None, missing_words(lacking))
        return data

    def apply(self) -> None:
        self.row.mapping = self.mapping
        chosen = {name: self.cleaned_data[name] for name in ("sum", "alike") if name in self.fields}
        self.row.options = {**self.row.options, **chosen}


def rows_alike(row: DataImport) -> dict[str, forms.Field]:
    """What to do with rows that name what another row, or an account there is, names too."""
    if row.kind == DataImport.Kind.REVENUE:
        label = _("Add up rows of the same account, area, month, kind and currency")
        told = _("Otherwise such rows are refused.")
        initial = row.options.get("sum", False)
        return {"sum": forms.BooleanField(label=label, help_text=told, initial=initial, required=False)}
    if row.kind == DataImport.Kind.ACCOUNT:
        label = _("Make new accounts even when one much alike is known")
        told = _("Otherwise such rows are refused, and you see which accounts they are like.")
        initial = row.options.get("alike", False)
        return {"alike": forms.BooleanField(label=label, help_text=told, initial=initial, required=False)}
    return {}
