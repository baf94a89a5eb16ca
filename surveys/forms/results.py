"""What a reader may choose on a survey's page: rule, order, targets and a part of the accounts; all in the address."""

from collections.abc import Collection
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Unit
from accounts.models.account import AccountQuerySet
from kamplan.fields import sort_key
from surveys.domain.cuts import Rule, Targets
from surveys.domain.order import Sort
from surveys.domain.results import Results
from surveys.models import Respondent, Survey
from surveys.models.survey import ATTRIBUTES, Cell, Standing

if TYPE_CHECKING:
    from accounts.models import User

ADDRESS = {"means": Rule.MEANS, "medians": Rule.MEDIANS, "scale": Rule.SCALE, "targets": Rule.TARGETS}
SORTS = {
    Sort.GAP: _("Gap"),
    Sort.IMPORTANCE: _("Importance"),
    Sort.PERFORMANCE: _("Performance"),
    Sort.SELLERS: _("Seller difference"),
    Sort.QUESTIONNAIRE: _("Questionnaire"),
}
ATTRIBUTES_OF_ACCOUNTS = ("account", "unit", "sector", "region")
FILTERS = (*ATTRIBUTES_OF_ACCOUNTS, "group")


class ResultsForm(forms.Form):
    """Bound to an address. What it does not understand is left out, and its errors say so."""

    rule = forms.ChoiceField(choices=[(name, name) for name in ADDRESS], required=False)
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False)
    importance = forms.DecimalField(required=False, max_digits=4, decimal_places=2, localize=True)
    performance = forms.DecimalField(required=False, max_digits=4, decimal_places=2, localize=True)
    account = forms.CharField(label=_("Account"), required=False, max_length=200)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All")), *Account.Sector.choices], required=False)
    region = forms.CharField(label=_("Region"), required=False, max_length=100)

    def __init__(self, data: QueryDict, *, survey: Survey, user: "User") -> None:
        super().__init__(data)
        self.survey, self.user = survey, user
        self.offer_filters()
        self.full_clean()

    def offer_filters(self) -> None:
        self.units = Unit.objects.under_paths([self.survey.unit.path])
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = self.units

    def clean_importance(self) -> Decimal | None:
        return self.on_scale("importance")

    def clean_performance(self) -> Decimal | None:
        return self.on_scale("performance")

    def on_scale(self, name: str) -> Decimal | None:
        target: Decimal | None = self.cleaned_data[name]
        if target is not None and not self.survey.scale_low <= target <= self.survey.scale_high:
            raise forms.ValidationError(_("A target lies on the scale."))
        return target

    @property
    def targets(self) -> Targets | None:
        """Those of the address, when both are given; else those kept with the survey."""
        importance, performance = self.cleaned_data.get("importance"), self.cleaned_data.get("performance")
        if importance is None or performance is None:
            return self.survey.targets
        return Targets(importance, performance)

    @property
    def cut_rule(self) -> Rule:
        rule = ADDRESS.get(self.cleaned_data.get("rule", ""), Rule.MEANS)
        return Rule.MEANS if rule is Rule.TARGETS and self.targets is None else rule

    @property
    def wants_targets(self) -> bool:
        return self.cleaned_data.get("rule") == "targets"

    @property
    def order(self) -> Sort:
        return Sort(self.cleaned_data.get("sort") or Sort.GAP)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set."""
        return {name: self.cleaned_data[name] for name in FILTERS if self.cleaned_data.get(name)}

    def accounts(self) -> AccountQuerySet | None:
        """The accounts the filters leave, of those the reader may see; None without a filter."""
        if not self.chosen:
            return None
        accounts = Account.objects.visible_to(self.user)
        if "account" in self.chosen:
            accounts = named(accounts, self.chosen["account"])
        if "unit" in self.chosen:
            accounts = accounts.filter(unit__path__startswith=self.chosen["unit"].path)
        if "sector" in self.chosen:
            accounts = accounts.filter(sector=self.chosen["sector"])
        if "region" in self.chosen:
            accounts = accounts.filter(region__iexact=self.chosen["region"])
        return accounts

    def results(self, standing: Standing | None = None) -> Results:
        """What page, charts and exports show."""
        return self.survey.results(self.cut_rule, targets=self.targets, accounts=self.accounts(), standing=standing)


class ReleasedForm(ResultsForm):
    """For a confidential survey: one group at a time of those that were released, the same for every reader."""

    def offer_filters(self) -> None:
        for name in ATTRIBUTES_OF_ACCOUNTS:
            del self.fields[name]
        self.fields["group"] = forms.ChoiceField(
            label=_("Group"), choices=groups(self.survey, self.user), required=False
        )

    def accounts(self) -> None:
        """The reader's accounts make no difference."""

    @property
    def cell(self) -> Cell | None:
        attribute, _colon, value = self.chosen.get("group", "").partition(":")
        return (attribute, value) if value else None

    def results(self, standing: Standing | None = None) -> Results:
        """An open one has none yet, whatever it stands at."""
        return self.survey.results(self.cut_rule, targets=self.targets, cell=self.cell)


def results_form(data: QueryDict, *, survey: Survey, user: "User") -> ResultsForm:
    """What may be chosen depends on what respondents were promised."""
    kind = ResultsForm if survey.mode == Survey.Mode.NAMED else ReleasedForm
    return kind(data, survey=survey, user=user)


def groups(survey: Survey, user: "User") -> list[tuple[str, Any]]:
    """The released groups by attribute, ready to be chosen from.

    The same for every reader; only an account the reader may not see stands there without its name.
    """
    sectors = {str(value): str(label) for value, label in Account.Sector.choices}
    labels = {"account": _("Account"), "unit": _("Unit"), "sector": _("Sector"), "region": _("Region")}
    choices: list[tuple[str, Any]] = [("", _("All"))]
    for attribute in ATTRIBUTES:
        found = {value: kept["name"] for value, kept in survey.cells.get(attribute, {}).items()}
        hidden = hidden_accounts(found, user) if attribute == "account" else []
        names = sorted((sectors.get(name, name), value) for value, name in found.items() if value not in hidden)
        names += [(_("Another account (%(number)s)") % {"number": at}, value) for at, value in enumerate(hidden, 1)]
        if names:
            choices.append((str(labels[attribute]), [(f"{attribute}:{value}", name) for name, value in names]))
    return choices


def hidden_accounts(released: Collection[str], user: "User") -> list[str]:
    """Those of the released accounts which the reader may not see, in an order that tells nothing of their names."""
    seen = {str(pk) for pk in Account.objects.visible_to(user).filter(pk__in=released).values_list("pk", flat=True)}
    return sorted(set(released) - seen, key=int)


def named(accounts: AccountQuerySet, text: str) -> AccountQuerySet:
    """The accounts of that very name; where there is none, those whose name holds the text."""
    exact = accounts.filter(sort_key=sort_key(text))
    return exact if exact.exists() else accounts.filter(sort_key__contains=sort_key(text))


def suggestions(survey: Survey, user: "User", text: str) -> AccountQuerySet:
    """The first accounts of that name which the reader may see and which have answered the survey."""
    answered = Respondent.objects.counted().filter(survey=survey, account=OuterRef("pk"))
    visible = Account.objects.visible_to(user).filter(sort_key__contains=sort_key(text))
    return visible.filter(Exists(answered))[:10]
