"""What the portfolio matrix shows, as the address says it: the cut lines, what the areas stand for, how far back."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.matrix import Lines
from accounts.models import MatrixLines
from accounts.models.matrix import Size

NO_PATH, YEAR_BACK, THREE_BACK = "none", "12", "36"
LINES = ("attractiveness", "strength")


class MatrixForm(forms.Form):
    """What is left out is as the house has it."""

    attractiveness = forms.DecimalField(
        label=_("Attractive from (%)"), required=False, max_digits=5, decimal_places=2, min_value=0, max_value=100
    )
    strength = forms.DecimalField(
        label=_("Strong from (points)"), required=False, max_digits=4, decimal_places=2, min_value=-9, max_value=9
    )
    size = forms.ChoiceField(label=_("Areas show"), required=False, choices=Size.choices)
    path = forms.ChoiceField(
        label=_("Path"),
        required=False,
        choices=[
            (YEAR_BACK, _("Of the last 12 months")),
            (THREE_BACK, _("Of the last 3 years")),
            (NO_PATH, _("Without a path")),
        ],
    )

    def __init__(self, given: Any, *, house: Lines) -> None:
        self.house = house
        shown = {"size": str(Size.REVENUE), "path": YEAR_BACK, **dict(zip(LINES, figures(house), strict=True))}
        told = {name: given[name] for name in self.base_fields if given.get(name)}
        super().__init__({**shown, **told})
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    @property
    def lines(self) -> Lines:
        """Those of the house, as long as something is wrong with those asked for."""
        if not self.is_valid():
            return self.house
        return Lines(*(Fraction(self.cleaned_data[name]) for name in LINES))

    @property
    def by(self) -> Size:
        """What the areas stand for."""
        return Size(self.cleaned_data["size"]) if self.is_valid() else Size.REVENUE

    @property
    def months(self) -> int:
        """How far the path reaches back; 0 without one."""
        chosen = self.cleaned_data["path"] if self.is_valid() else YEAR_BACK
        return 0 if chosen == NO_PATH else int(chosen)

    @property
    def moved(self) -> bool:
        """The lines are not those of the house."""
        return self.lines != self.house

    def told(self) -> dict[str, str]:
        """What an address must say, for it is not as it is anyway."""
        usual = {"size": str(Size.REVENUE), "path": YEAR_BACK}
        found = {name: str(self[name].value()) for name, value in usual.items() if str(self[name].value()) != value}
        if self.moved:
            found |= dict(zip(LINES, map(str, figures(self.lines)), strict=True))
        return found


class MatrixLinesForm(forms.ModelForm[MatrixLines]):
    """The lines of the house."""

    class Meta:
        model = MatrixLines
        fields = LINES


def figures(lines: Lines) -> tuple[Decimal, Decimal]:
    """As people write them: no decimals that say nothing."""
    one, other = (Decimal(value.numerator) / value.denominator for value in (lines.attractiveness, lines.strength))
    return Decimal(f"{one.normalize():f}"), Decimal(f"{other.normalize():f}")
