"""The form as everybody gets it, drawn once, and where in it each one's answers go."""

import re
from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from surveys.forms.asked import Asked

INDENTATION = re.compile(r"\s*\n\s*")
RADIO = re.compile(r'<input type="radio" name="(\w+)" value="(\w*)"')
WORDS = re.compile(r'<textarea name="(\w+)"[^>]*>')
FOLD = re.compile(r'<details data-holds="(\w+)"')


@dataclass(frozen=True)
class Blank:
    """Markup, and the places in it after which something may be put."""

    text: str
    radios: Mapping[tuple[str, str], int]
    words: Mapping[str, int]
    folds: Mapping[str, int]

    def filled(self, scores: Mapping[str, str], words: Mapping[str, str]) -> SafeString:
        """With the scores checked, the words written and what holds them unfolded."""
        additions: list[tuple[int, str]] = []
        for choice in scores.items():
            if choice in self.radios:
                insort(additions, (self.radios[choice], " checked"))
        for name, text in words.items():
            if name in self.words:
                insort(additions, (self.words[name], escape(text)))
            if name in self.folds:
                insort(additions, (self.folds[name], " open"))
        return mark_safe("".join(self._pieces(additions)))  # noqa: S308 - a template's, with escaped words

    def _pieces(self, additions: list[tuple[int, str]]) -> list[str]:
        pieces: list[str] = []
        done = 0
        for place, addition in additions:
            pieces += (self.text[done:place], addition)
            done = place
        return [*pieces, self.text[done:]]


@lru_cache(maxsize=128)
def blank_of(asked: Asked) -> Blank:
    """Drawing a dozen criteria with ten scores twice takes longer than everything else about the page."""
    with override(asked.language):
        text = INDENTATION.sub("\n", render_to_string("surveys/answering/_form.html", {"asked": asked}))
    return Blank(
        text,
        {(found[1], found[2]): found.end() for found in RADIO.finditer(text)},
        {found[1]: found.end() for found in WORDS.finditer(text)},
        {found[1]: found.end() for found in FOLD.finditer(text)},
    )
