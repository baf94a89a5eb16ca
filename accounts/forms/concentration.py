"""What concentration is narrowed to, as the address says it: accounts, a group of areas, a rule for the bands."""

from functools import cached_property
from typing import Any

import django_filters
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from accounts.domain.concentration import Rule
from accounts.forms.account_list import AccountFilter, Pairs
from accounts.models import ServiceArea, User
from accounts.models.concentration import rule_name


def rules() -> Pairs:
    """The one for portfolios holds unless another one is chosen, and so has no value."""
    return [("" if rule is Rule.PORTFOLIO else rule.value, rule_name(rule)) for rule in Rule]


class ConcentrationFilter(AccountFilter):
    """Area, rule and industries narrow no accounts: they say what is added up, what it is called, and what is shown."""

    area = django_filters.ChoiceFilter(label=_("Service area"), method="leave")
    rule = django_filters.ChoiceFilter(label=_("Rule for the bands"), method="leave", choices=rules)
    industries = django_filters.BooleanFilter(method="leave", widget=CheckboxInput)

    def __init__(self, data: Any, *, reader: User) -> None:
        super().__init__(data, reader=reader)
        self.filters["area"].extra["choices"] = lambda: self.areas

    @property
    def narrowed(self) -> dict[str, str]:
        return {name: value for name, value in super().narrowed.items() if name != "industries"}

    @cached_property
    def areas(self) -> Pairs:
        return [(str(pk), name) for pk, name in ServiceArea.objects.filter(parent=None).values_list("pk", "name")]
