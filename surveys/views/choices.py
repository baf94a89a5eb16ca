"""The links and fields by which a reader of results chooses: each keeps what else was chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.forms import ChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Account
from kamplan.formats import number
from surveys.charts.words import RULES, capital
from surveys.forms.results import ADDRESS, FILTERS, SORTS, ResultsForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Link:
    words: str
    address: str
    chosen: bool = False


@dataclass(frozen=True)
class Select:
    """A filter with a short list to choose from."""

    name: str
    label: str
    options: Sequence[tuple[str, "StrOrPromise"]]
    value: str


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    value: str
    address: str


@dataclass(frozen=True)
class Choices:
    """What the page offers, given what its address says."""

    form: ResultsForm
    query: QueryDict

    def address(self, **changes: str | None) -> str:
        """The query of the same page with something chosen otherwise; None leaves it out."""
        query = self.query.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"

    def rules(self) -> Iterator[Link]:
        for name, rule in ADDRESS.items():
            chosen = name == "targets" if self.form.wants_targets else rule is self.form.cut_rule
            yield Link(capital(str(RULES[rule])), f"{self.address(rule=name)}#grid", chosen)

    def sorts(self) -> Iterator[Link]:
        for sort, words in SORTS.items():
            yield Link(str(words), f"{self.address(sort=sort)}#profile", sort is self.form.order)

    def selects(self) -> Iterator[Select]:
        every = ("", _("All"))
        units = [(str(unit.pk), unit.name) for unit in self.form.units]
        yield Select("unit", _("Unit"), [every, *units], self.query.get("unit", ""))
        yield Select("sector", _("Sector"), [every, *Account.Sector.choices], self.query.get("sector", ""))

    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The released groups of a confidential survey, by attribute; of a named one none."""
        if "group" not in self.form.fields:
            return []
        field = cast("ChoiceField", self.form.fields["group"])
        return [(str(label), found) for label, found in cast("Any", field.choices) if isinstance(found, list)]

    def chips(self) -> Iterator[Chip]:
        words = {str(value): str(label) for value, label in Account.Sector.choices}
        for attribute, found in self.groups():
            words |= {str(value): f"{attribute} {name}" for value, name in found}
        for name, value in self.form.chosen.items():
            label, value = str(self.form.fields[name].label), str(value)
            yield Chip(label, words.get(value, value), self.address(**{name: None}))

    def without_filters(self) -> str:
        return self.address(**dict.fromkeys(FILTERS))

    def targets(self) -> tuple[str, str]:
        """What the two fields show: the address's words, even bad ones; else the targets kept with the survey."""
        survey = self.form.survey
        importance, performance = (
            "" if target is None else number(target, 2)
            for target in (survey.target_importance, survey.target_performance)
        )
        return self.query.get("importance") or importance, self.query.get("performance") or performance

    def besides_filters(self) -> Iterator[tuple[str, str]]:
        """What a form of filters carries along."""
        return self._carried("rule", "sort", "importance", "performance")

    def besides_search(self) -> Iterator[tuple[str, str]]:
        """What a search among comments or answers carries along."""
        return self._carried(*FILTERS)

    def besides_targets(self) -> Iterator[tuple[str, str]]:
        """What the form of targets carries along."""
        return self._carried("sort", *FILTERS)

    def _carried(self, *names: str) -> Iterator[tuple[str, str]]:
        for name in names:
            if value := self.query.get(name):
                yield name, value
