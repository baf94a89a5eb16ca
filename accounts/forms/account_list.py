"""What the list of accounts is narrowed to and how it is ordered, as the address says it; page and export use it."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django_filters
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.forms import CheckboxInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Industry, Unit, User
from accounts.models.account import SEEING_ROLES, AccountQuerySet
from accounts.models.tier_official import by_class, in_class, known_classes
from kamplan import world
from kamplan.fields import sort_key

COLUMNS = {
    "name": _("Name"),
    "status": _("Status"),
    "tier": _("Class"),
    "unit": _("Unit"),
    "owner": _("Owner"),
    "sector": _("Sector"),
    "industry": _("Industry"),
    "region": _("Region"),
    "country": _("Country"),
}
ORDERS = [(sign + name, name) for name in COLUMNS for sign in ("", "-")]
LOOKED_UP = ("unit", "owner", "region", "country", "tier")  # what there is to choose from stands in the database
Pairs = list[tuple[str, Any]]


class Chip(NamedTuple):
    """One thing the list is narrowed to, and the address without it."""

    label: Any
    value: Any
    address: str


class AccountFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What the address says wrongly narrows nothing, and is told.

    Choices are functions: they are asked for only when needed, and copying a filter set does not copy them.
    """

    q = django_filters.CharFilter(label=_("Search"), method="with_words", max_length=200)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=lambda: Account.Status.choices)
    unit = django_filters.ChoiceFilter(label=_("Unit"), method="in_unit")
    owner = django_filters.ChoiceFilter(label=_("Owner"))
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=lambda: Account.Sector.choices)
    industry = django_filters.ChoiceFilter(label=_("Industry"), choices=lambda: Industry.choices)
    region = django_filters.ChoiceFilter(label=_("Region"))
    country = django_filters.ChoiceFilter(label=_("Country"))
    tier = django_filters.ChoiceFilter(label=_("Class"), method="in_tier")
    mine = django_filters.BooleanFilter(label=_("Mine"), method="only_mine", widget=CheckboxInput)
    sort = django_filters.ChoiceFilter(choices=lambda: ORDERS, method="leave")

    class Meta:
        model = Account
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, *, reader: User) -> None:
        self.reader = reader
        self.is_open = data.get("filters") == "1"  # the panel with all filters
        self.visible = Account.objects.visible_to(reader)
        super().__init__(data, queryset=self.visible)
        for name in LOOKED_UP:
            self.filters[name].extra["choices"] = partial(self.known, name)

    # --- what there is to choose from, looked up at most once ---------------------------------------------------------
    def known(self, name: str) -> Pairs:
        """The choices of a filter whose choices stand in the database; none when nobody asks."""
        found: Pairs = (
            {
                "unit": lambda: self.units,
                "owner": lambda: self.owners,
                "region": lambda: self.regions,
                "country": lambda: self.countries,
                "tier": lambda: self.tiers,
            }[name]()
            if name in self.data or self.is_open
            else []
        )
        return found

    @cached_property
    def units(self) -> Pairs:
        """The units the reader oversees, and those of the reader's own accounts, in the order of the tree."""
        overseen = self.reader.units_as(*SEEING_ROLES)
        mine = Account.objects.filter(deleted_at=None).filter(Account.objects.mine(self.reader))
        units = overseen | Unit.objects.filter(pk__in=mine.order_by().values("unit_id"))
        return [
            (str(pk), "\u2007" * 2 * (path.count(".") - 1) + name)
            for pk, name, path in units.order_by("path").values_list("pk", "name", "path")
        ]

    @cached_property
    def owners(self) -> Pairs:
        owned = self.visible.filter(owner=OuterRef("pk")).order_by()
        users = User.objects.filter(Exists(owned)).order_by("sort_key", "pk")
        return [(str(pk), name) for pk, name in users.values_list("pk", "name")]

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """(country, region) of all accounts. One reading of an index answers two questions."""
        return list(self.visible.order_by().values_list("country", "region").distinct())

    @cached_property
    def regions(self) -> Pairs:
        known = {region for _country, region in self.places if region}
        return [(region, region) for region in sorted(known, key=sort_key)]

    @cached_property
    def countries(self) -> Pairs:
        names = world.country_names()
        known = {country: names.get(country, country) for country, _region in self.places}
        return sorted(known.items(), key=lambda pair: sort_key(pair[1]))

    @cached_property
    def tiers(self) -> Pairs:
        return [(name, name) for name in known_classes()]

    # --- narrowing and ordering ---------------------------------------------------------------------------------------
    def with_words(self, accounts: AccountQuerySet, field: str, words: str) -> AccountQuerySet:
        return accounts.matching(words)

    def in_unit(self, accounts: AccountQuerySet, field: str, pk: str) -> AccountQuerySet:
        """The unit and all below it."""
        return accounts.filter(unit__in=Unit.objects.at_or_below(Unit.objects.filter(pk=pk)).values("pk"))

    def in_tier(self, accounts: AccountQuerySet, field: str, name: str) -> AccountQuerySet:
        return in_class(accounts, name, timezone.localdate())

    def only_mine(self, accounts: AccountQuerySet, field: str, is_wanted: bool) -> AccountQuerySet:
        return accounts.filter(accounts.mine(self.reader)) if is_wanted else accounts

    def leave(self, accounts: AccountQuerySet, field: str, value: str) -> AccountQuerySet:
        return accounts

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What holds, as the address says it."""
        if not self.data.keys() & self.filters.keys():
            return {}  # nothing to read; building a form would cost more than the rows
        self.form.is_valid()
        known = {name: value for name, value in self.form.cleaned_data.items() if value}
        if known.get("sort") == "name":
            del known["sort"]  # so they are ordered anyway
        return {name: "1" if value is True else str(value) for name, value in known.items()}

    @property
    def narrowed(self) -> dict[str, str]:
        return {name: value for name, value in self.chosen.items() if name != "sort"}

    @property
    def unknown(self) -> list[str]:
        """What cannot be narrowed by, as an old address may ask: a unit that is gone, words without an end."""
        return [name for name in self.form.errors if name != "sort"] if self.data.keys() & self.filters.keys() else []

    def narrowed_rows(self) -> AccountQuerySet:
        """The accounts asked for, in whatever order."""
        rows: AccountQuerySet = self.qs if self.chosen else self.visible
        return rows

    def found(self) -> AccountQuerySet:
        """The accounts asked for, in the order asked for and by name where that leaves a choice."""
        rows = self.narrowed_rows()
        sort = self.chosen.get("sort", "name")
        if sort.strip("-") == "name":
            return rows.order_by(*(("-sort_key", "-pk") if sort == "-name" else ("sort_key", "pk")))
        if sort.strip("-") == "tier":
            return by_class(rows, timezone.localdate(), best_last=sort.startswith("-"))
        key = self.order(sort.strip("-"))
        return rows.order_by(key.desc() if sort.startswith("-") else key.asc(), "sort_key", "pk")

    def order(self, column: str) -> Any:
        """Names the database holds are ordered by it; what the reader sees as a word, by that word."""
        match column:
            case "owner":
                return F("owner__sort_key")
            case "region":
                return F("region")
            case "status":
                return _by_place("status", [value for value, _label in Account.Status.choices])
            case "unit":
                return _by_place("unit", [pk for pk, name in sorted(self.units, key=_word)])
            case "country":
                return _by_place("country", [code for code, _name in self.countries])
        choices: Any = {"sector": Account.Sector.choices, "industry": Industry.choices}[column]
        return _by_place(column, [value for value, _label in sorted(choices, key=_word)])

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What holds and has no input on the page while the panel is closed."""
        return [(name, value) for name, value in self.chosen.items() if name in (*LOOKED_UP, "sector", "industry")]

    # --- addresses ----------------------------------------------------------------------------------------------------
    def address(self, **changes: str | int | None) -> str:
        """The query of the page as it is, with these changes; without what is empty."""
        chosen = {**self.chosen, **({"filters": "1"} if self.is_open else {}), **changes}
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{query}" if query else ""

    def toggled(self) -> str:
        """The query with all filters open, or closed. Whatever else it says stays."""
        said = {name: value for name, value in self.data.items() if value and name not in ("filters", "page")}
        query = urlencode(said if self.is_open else {**said, "filters": "1"})
        return f"?{query}" if query else ""

    def chips(self, address: Callable[..., str] | None = None) -> list[Chip]:
        """What the list is narrowed to, apart from the words, which stand in their own input; and what it could not be.

        `address` is for a page whose address says more than a list is narrowed to.
        """
        without = address or self.address
        return [
            Chip(self.filters[name].label, self.word(name, value), without(**{name: None}))
            for name, value in self.narrowed.items()
            if name != "q"
        ] + [Chip(self.filters[name].label, _("not known here"), without(**{name: None})) for name in self.unknown]

    def word(self, name: str, value: str) -> str:
        """A value as the reader knows it."""
        choices = self.filters[name].extra.get("choices", list)
        return str(dict(choices()).get(value, "")).strip("\u2007")


def _word(pair: tuple[str, Any]) -> str:
    return sort_key(str(pair[1]))


def _by_place(column: str, values: list[str]) -> Case | F:
    """An ordering by the place of a value in a list; what is not in it comes last."""
    if not values:
        return F(column)
    places = [When(**{column: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*places, default=Value(len(places)))
