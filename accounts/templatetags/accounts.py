"""Template tags of the accounts app, for the places where many small values would keep the template engine busy."""

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from accounts.charts.worth import money, percent

register = template.Library()
register.filter("money", money)
register.filter("percent", percent)


@register.filter
def gain(share: Fraction | None) -> str:
    """A return, with its sign."""
    return percent(share, 0, sign=True)


@register.filter
def cells(words: Iterable[str]) -> SafeString:
    """One for each, without the template engine going round for each of them."""
    return format_html_join("", "<td>{}</td>", ((each,) for each in words))


@register.simple_tag
def options(pairs: Iterable[tuple[str, Any]], chosen: str | None) -> SafeString:
    """One option per (value, label); the chosen one is selected."""
    return mark_safe(  # noqa: S308 - both parts are escaped
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(str(label))}</option>'
            for value, label in pairs
        )
    )


@register.simple_tag
def account_rows(rows: Iterable[tuple[str, ...]], here: str) -> SafeString:
    """The rows of the list. In the template language they cost three times as much as the whole rest of the page."""
    return mark_safe("".join(account_row(here, *map(escape, row)) for row in rows))  # noqa: S308 - all are escaped


def account_row(here: str, pk: str, name: str, *cells: str) -> str:
    """Takes escaped texts. On a phone unit and owner stand below the name and the other columns are left out."""
    status, word, tier, unit, owner, *facts = cells
    others = "".join(f"<td>{fact}</td>" for fact in (tier, unit, owner, *facts))
    below = " · ".join(filter(None, (tier, unit, owner)))
    return (
        f'<tr><th scope="row"><a href="{here}{pk}/">{name}</a><small>{below}</small></th>'
        f'<td><span class="state {status}">{word}</span></td>{others}</tr>'
    )
