"""The Norwegian catalogue: what is found, kept, checked and compiled."""

import gettext
import os

import pytest

from kamplan import catalogue

PAGE = """
{% load static %}
  {% translate "Save" %} plain words \N{NO-BREAK SPACE}
 <a title="{% translate 'All of 100 %' %}">{{ name|default:_("nobody") }}</a>
{% blocktranslate trimmed count counter=n %}
    {{ counter }} row
  {% plural %}
    {{ counter }} rows
{% endblocktranslate %}
      {# a comment (with one bracket #}
"""
CODE = 'from x import gettext as _, pgettext\nWORDS = [_("Hello %(name)s"), pgettext("month", "May")]\n'
TRANSLATIONS = {
    ("Save", None): "Lagre",
    ("All of 100 %%", None): "Alt av 100 %%",
    ("nobody", None): "ingen",
    ("%(counter)s row", None): ("%(counter)s rad", "%(counter)s rader"),
    ("Hello %(name)s", None): "Hei %(name)s",
    ("May", "month"): "mai",
}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    for package in catalogue.PACKAGES:
        (tmp_path / package).mkdir()
    (tmp_path / "accounts" / "words.py").write_text(CODE)
    return tmp_path


@pytest.fixture
def translated(project):
    """The project with a complete catalogue."""
    file = project / "locale" / "django.po"
    catalog = catalogue.update_catalogue(file, project)
    for (text, context), translation in TRANSLATIONS.items():
        catalog.get(text, context).string = translation
    catalogue.write_catalogue(file, catalog)
    return file


def all_faults(project, file):
    return list(catalogue.faults(catalogue.read_catalogue(file), catalogue.found_in(project)))


def change(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_sources_and_templates_are_read(project):
    found = {(catalogue.forms(message.id)[0], message.context) for message in catalogue.found_in(project) if message.id}
    assert found == set(TRANSLATIONS)


def test_complete_catalogue_has_no_faults(project, translated):
    assert all_faults(project, translated) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Lagre"', 'msgstr ""', "not translated: 'Save'"),
        ('msgstr[1] "%(counter)s rader"', 'msgstr[1] ""', "not translated: '%(counter)s row'"),
        ('msgid "Save"', '#, fuzzy\nmsgid "Save"', "fuzzy: 'Save'"),
        ("Hei %(name)s", "Hei %(navn)s", "placeholders differ: 'Hello %(name)s'"),
        ("Hei %(name)s", "Hei du", "placeholders differ: 'Hello %(name)s'"),
        ('msgid "nobody"', 'msgid "somebody"', "said nowhere any more: 'somebody'"),
        ('msgid "nobody"', 'msgid "somebody"', "not in the catalogue: 'nobody'"),
    ],
)
def test_each_fault_is_named(project, translated, old, new, fault):
    change(translated, old, new)
    assert fault in all_faults(project, translated)


def test_extracting_keeps_translations_and_drops_what_is_no_longer_said(project, translated):
    (project / "accounts" / "words.py").write_text('from x import gettext as _\n_("New")\n')
    catalog = catalogue.update_catalogue(translated, project)
    assert catalog.get("Save").string == "Lagre"
    assert catalog.get("Hello %(name)s") is None
    assert "Hello" not in translated.read_text()
    assert all_faults(project, translated) == ["not translated: 'New'"]


def test_extracting_twice_changes_nothing(project, translated):
    before = translated.read_text()
    catalogue.update_catalogue(translated, project)
    assert translated.read_text() == before
    assert "#:" not in before


def test_compiled_catalogue_speaks(translated):
    assert catalogue.compile_catalogue(translated)
    with translated.with_suffix(".mo").open("rb") as stream:
        norwegian = gettext.GNUTranslations(stream)
    assert norwegian.gettext("Save") == "Lagre"
    assert norwegian.pgettext("month", "May") == "mai"
    assert norwegian.ngettext("%(counter)s row", "%(counter)s rows", 1) == "%(counter)s rad"
    assert norwegian.ngettext("%(counter)s row", "%(counter)s rows", 3) == "%(counter)s rader"


def test_compiles_only_what_changed(translated):
    assert catalogue.compile_catalogue(translated)
    assert not catalogue.compile_catalogue(translated)
    later = translated.with_suffix(".mo").stat().st_mtime + 10
    os.utime(translated, (later, later))
    assert catalogue.compile_catalogue(translated)
