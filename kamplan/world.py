"""Countries and currencies, named in the reader's language, those of the neighbourhood first."""

from functools import lru_cache

from django.utils.translation import get_language

from kamplan.fields import sort_key

NEAR_COUNTRIES = ("NO", "SE", "DK", "FI", "IS")
NEAR_CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "USD", "GBP")
# Groups of countries, test codes, and parts of other countries:
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
Choices = tuple[tuple[str, str], ...]


def countries() -> Choices:
    """(code, name) of every country."""
    return _countries(get_language() or "en")


def country_names() -> dict[str, str]:
    return _country_names(get_language() or "en")


def currencies() -> Choices:
    """(code, code and name) of every currency in use."""
    return _currencies(get_language() or "en")


@lru_cache(maxsize=8)
def _country_names(language: str) -> dict[str, str]:
    return dict(_countries(language))


@lru_cache(maxsize=8)
def _countries(language: str) -> Choices:
    from babel import Locale

    names = Locale.parse(language).territories
    known = {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return _ordered({code: name for code, name in known.items() if code not in NOT_COUNTRIES}, NEAR_COUNTRIES)


@lru_cache(maxsize=8)
def _currencies(language: str) -> Choices:
    from babel import Locale
    from babel.numbers import get_territory_currencies

    names = Locale.parse(language).currencies
    in_use = {code for country, _name in _countries(language) for code in get_territory_currencies(country)}
    labels = {code: f"{code} – {names.get(code, code)}" for code in in_use}
    return _ordered(labels, NEAR_CURRENCIES)


def _ordered(names: dict[str, str], first: tuple[str, ...]) -> Choices:
    """The near ones in their own order, the others by name."""
    rest = sorted((code for code in names if code not in first), key=lambda code: sort_key(names[code]))
    return tuple((code, names[code]) for code in (*first, *rest))
