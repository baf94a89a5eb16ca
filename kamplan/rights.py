"""Tables of rights as data: the doors ask them, and the page about rights prints them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import Http404

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Answer(IntEnum):
    """What happens to somebody who tries; the smallest of several answers counts."""

    ALLOWED = 0
    REFUSED = 403  # seen, but not theirs to do
    HIDDEN = 404  # for them it does not exist


@dataclass(frozen=True)
class Table:
    """Acts by capacities. A person may hold several capacities at once, and the best answer counts."""

    title: "StrOrPromise"
    note: "StrOrPromise"
    acts: type[TextChoices]
    capacities: type[TextChoices]
    answers: Mapping[str, Mapping[str, Answer]]

    def answer(self, act: str, capacities: Iterable[str]) -> Answer:
        return min(self.answers[act][capacity] for capacity in capacities)


def pass_or_raise(answer: Answer) -> None:
    """Turn an answer into nothing, 403 or 404."""
    if answer is Answer.REFUSED:
        raise PermissionDenied
    if answer is Answer.HIDDEN:
        raise Http404
