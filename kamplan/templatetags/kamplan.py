"""Template tags every page may use: icons, numbers and dates, and links that say where the reader is."""

from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kamplan import formats

register = template.Library()
register.filter("day", formats.day)
register.filter("month", formats.month)
register.filter("moment", formats.moment)
register.filter("number", formats.number)
register.filter("exact", formats.exact)


@lru_cache(maxsize=256)
def drawing(name: str) -> SafeString:
    """The drawing of an icon, as the icon library installed by npm has it."""
    file = Path(settings.ROOT) / "node_modules/@tabler/icons/icons/outline" / f"{name}.svg"
    text = file.read_text() if file.exists() else "<svg></svg>"
    inner = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    lines = "".join(line.strip() for line in inner.splitlines())
    return mark_safe(lines)  # noqa: S308 - a file of the pinned icon library, chosen by our own templates


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon beside a word; it says nothing of its own to a screen reader."""
    return mark_safe(  # noqa: S308 - both names come from our own templates
        f'<svg class="icon {extra}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{drawing(name)}</svg>'
    )


@register.simple_tag(takes_context=True)
def here(context: template.RequestContext, *chapters: str) -> SafeString:
    """Marks the link to the chapter the reader is in, or the group that holds it. `chapters` are URL names."""
    request: HttpRequest | None = context.get("request")
    if request is None or not any(is_inside(request.path, reverse(chapter)) for chapter in chapters):
        return SafeString("")
    return SafeString(' aria-current="page"' if len(chapters) == 1 else ' aria-current="true"')


def is_inside(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
