"""Rules about templates, styles and scripts: each takes a text and yields what breaks it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

Complaints = Iterator[str]

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}", re.DOTALL)
ATTRIBUTE_BLOCK = re.compile(r"\{% block (?:width|body_class) %\}.*?\{% endblock %\}")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-confirm"}
UNTRANSLATED_NAMES = {"kamplan", "csv", "xlsx", "e", "n"}


def trusted_markup(text: str) -> Complaints:
    yield from re.findall(r"\|\s*safe(?:seq)?\b", text)
    yield from re.findall(r"\{%\s*autoescape\s+off", text)


def inline_code(text: str) -> Complaints:
    """The content security policy forbids it, and so do we."""
    yield from (f"<{tag}>" for tag in re.findall(r"<(style)\b", text, re.IGNORECASE))
    yield from re.findall(r"\s(?:style|on[a-z]+|hx-on[:a-z-]*|hx-vals=[\"']js:)\s*=", text, re.IGNORECASE)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.IGNORECASE | re.DOTALL):
        if "src=" not in attributes or body.strip():
            yield f"<script{attributes}>"
    yield from re.findall(r"javascript:", text)


def foreign_hosts(text: str) -> Complaints:
    """Nothing is fetched from elsewhere. The name space of SVG is a name, not an address."""
    for address in re.findall(r"(?:https?:|[\"'(=])//[\w.-]+\.\w+[^\s\"')]*", text):
        if not address.endswith("//www.w3.org/2000/svg"):
            yield address


def slow_filters(text: str) -> Complaints:
    """Rows come formatted: Django's localised filters are the largest cost of a table."""
    yield from re.findall(r"\|\s*(?:floatformat|intcomma|localize|date:|time:|naturaltime)[^}]*", text)


def bare_words(text: str) -> Complaints:
    """Text a reader sees or hears that no translator does."""
    for silent in (COMMENT, TRANSLATED, ATTRIBUTE_BLOCK, TAG):
        text = silent.sub(" ", text)
    reader = Reader()
    reader.feed(text)
    for words in reader.words:
        for word in re.findall(r"[^\W\d_]+", words):
            if word.lower() not in UNTRANSLATED_NAMES:
                yield f"{word!r} in {' '.join(words.split())!r}"
                break


class Reader(HTMLParser):
    """Collects what is read on the screen or aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "svg", "style"}
        self.words += [value for name, value in attrs if value and name in READ_ALOUD]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "svg", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
