"""The catalogue of translated words: found in sources and templates, kept as .po, served as .mo, all in pure Python."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGES = ("kamplan", "accounts", "surveys", "planning")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    '"Language: nb\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
# What must come through a translation unharmed: %(name)s, %s, {name} and markup.
UNTOUCHABLE = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?\w+[^>]*>")


def found_in(root: Path) -> Catalog:
    """Every text the sources and templates ask to have translated."""
    catalog = Catalog(locale="nb", fuzzy=False)
    for file in sources(root):
        text = file.read_text()
        if file.suffix != ".py":
            text = as_python(templatize(text, origin=str(file)))
        for _line, ids, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            if ids:
                catalog.add(ids, context=context)
    return catalog


def sources(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((root / package).rglob("*.py"))
    yield from sorted(file for file in (root / "templates").rglob("*") if file.suffix in (".html", ".txt"))


def as_python(text: str) -> str:
    """Inside brackets Python's tokenizer bears any indentation, and it knows no space but the plain one."""
    return "(\n" + re.sub(r"[^\S\n]", " ", text) + "\n)"


def read_catalogue(file: Path) -> Catalog:
    if not file.exists():
        return Catalog(locale="nb", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale="nb")


def write_catalogue(file: Path, catalog: Catalog) -> None:
    """Sorted, without dates, places or line numbers: a change of the file is a change of words."""
    stream = BytesIO()
    write_po(stream, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER + stream.getvalue().decode().strip() + "\n")


def update_catalogue(file: Path, root: Path) -> Catalog:
    """Keep what is translated, add what is new, drop what nobody says any more."""
    catalog = read_catalogue(file)
    catalog.update(found_in(root), no_fuzzy_matching=True)
    write_catalogue(file, catalog)
    return catalog


def compile_catalogue(file: Path) -> bool:
    """Write the .mo beside the .po unless it is newer; true when written."""
    target = file.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= file.stat().st_mtime_ns:
        return False
    unfinished = file.with_suffix(".mo.new")
    with unfinished.open("wb") as stream:
        write_mo(stream, read_catalogue(file))
    unfinished.replace(target)
    return True


def faults(catalog: Catalog, found: Catalog) -> Iterator[str]:
    """What keeps the catalogue from being complete, a line each."""
    for wanted in spoken(found):
        if not catalog.get(wanted.id, wanted.context):
            yield f"not in the catalogue: {label(wanted)}"
    for message in spoken(catalog):
        if not found.get(message.id, message.context):
            yield f"said nowhere any more: {label(message)}"
        elif message.fuzzy:
            yield f"fuzzy: {label(message)}"
        elif not all(forms(message.string)):
            yield f"not translated: {label(message)}"
        elif not agree(message):
            yield f"placeholders differ: {label(message)}"


def spoken(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def label(message: Message) -> str:
    return repr(forms(message.id)[0]) + (f" ({message.context})" if message.context else "")


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def agree(message: Message) -> bool:
    """Each form holds what its original holds; "one row" need not count, nor be without a number."""
    originals = [untouchable(text) for text in forms(message.id)]
    translated = [untouchable(text) for text in forms(message.string)]
    return translated[-1] == originals[-1] and translated[0] in originals


def untouchable(text: str) -> list[str]:
    return sorted(UNTOUCHABLE.findall(text))
