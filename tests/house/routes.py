"""The routes of the site, as the URL configuration has them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One page: its name, its whole pattern, the names in its address and what answers."""

    name: str
    pattern: str
    parameters: frozenset[str]
    view: Callable[..., Any]

    @property
    def is_public(self) -> bool:
        """Reachable without signing in, as Django's LoginRequiredMiddleware sees it."""
        return not getattr(self.view, "login_required", True)

    def address(self, words: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={name: words[name] for name in self.parameters})


def routes() -> list[Route]:
    return list(walk(get_resolver(), "/", frozenset()))


def walk(resolver: URLResolver, prefix: str, parameters: frozenset[str]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        names = parameters | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Route(entry.name or pattern, pattern, names, entry.callback)
        else:
            yield from walk(entry, pattern, names)
