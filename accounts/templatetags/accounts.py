"""Template tags of the accounts app, for the places where many small values would keep the template engine busy."""

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.charts.worth import money, percent
from accounts.domain.browser import recognised
from kamplan.formats import number

MATRIX_ROW = (
    '<tr><th scope="row"><a href="{}">{}</a> <small>{}</small></th><td>{}</td>'
    '<td class="numeric"><a href="{}">{}</a></td><td class="numeric"><a href="{}">{}</a>{}</td>'
    '<td class="numeric">{}</td><td class="numeric">{}</td></tr>'
)
HOLDER_ROW = (
    '<tr><td class="numeric">{}</td><th scope="row"><a href="{}">{}</a>{}</th><td class="numeric">{}</td>'
    '<td class="numeric">{}</td><td class="numeric">{}</td><td class="text-secondary">{}</td></tr>'
)

register = template.Library()
register.filter("money", money)
register.filter("percent", percent)


@register.filter
def browser(agent: str) -> str:
    """Its name and its device's; one that nobody here knows as it names itself, cut short."""
    if found := recognised(agent):
        return _("%(browser)s on %(device)s") % {"browser": found[0], "device": found[1]}
    return Truncator(agent).chars(60) or "–"


@register.filter
def gain(share: Fraction | None) -> str:
    """A return, with its sign."""
    return percent(share, 0, sign=True)


@register.filter
def cells(words: Iterable[str]) -> SafeString:
    """One for each, without the template engine going round for each of them."""
    return format_html_join("", "<td>{}</td>", ((each,) for each in words))


@register.simple_tag
def matrix_rows(rows: Iterable[tuple[Any, ...]]) -> SafeString:
    """Those of the matrix: a position, and its words from category to potential."""
    told = tuple(split_address(name) for name in ("account", "account_attractiveness", "account_strength"))
    return format_html_join("", MATRIX_ROW, (matrix_row(told, each, *words) for each, *words in rows))


def matrix_row(
    told: tuple[tuple[str, str], ...], each: Any, category: str, *figures: str
) -> tuple[str | SafeString, ...]:
    attractiveness, strength, revenue, potential = figures
    account, rating, judging = (f"{before}{each.account.pk}{after}" for before, after in told)
    asked = "" if each.asked else format_html(" <small>{}</small>", _("not asked"))
    first = (account, each.account.name, each.account.owner, category)
    return (*first, rating, attractiveness, judging, strength, asked, revenue, potential)


@register.simple_tag
def holder_rows(rows: Iterable[tuple[Any, Any]], tenth: Fraction) -> SafeString:
    """Those of the table of concentration: somebody in their place, and how they are called."""
    before, after = split_address("worth")
    material = format_html(' <span class="badge">{}</span>', _("more than a tenth"))
    return format_html_join(
        "",
        HOLDER_ROW,
        (
            (
                *(number(row.place), f"{before}{row.holder.account}{after}", named.name),
                material if row.share is not None and row.share > tenth else "",
                *(number(row.holder.revenue), percent(row.share), percent(row.reached), named.owner),
            )
            for row, named in rows
        ),
    )


def split_address(name: str) -> tuple[str, str]:
    """Before and after the number of an account: making each address costs more than its row."""
    before, after = reverse(name, args=[0]).split("0")
    return before, after


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
