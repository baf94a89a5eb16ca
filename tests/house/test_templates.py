"""House rules about templates, styles and scripts. Each rule is tried on a planted violation before it is trusted."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from tests.house import template_rules as rules
from tests.house.tree import files, templates, text

RULES = (rules.trusted_markup, rules.inline_code, rules.foreign_hosts)

PAGES = [file for file in templates() if file.suffix == ".html"]  # the others are mails in plain text


def complaints(rule, checked):
    return [f"{file}: {complaint}" for file in checked for complaint in rule(text(file))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_templates_keep_the_rule(rule):
    assert complaints(rule, PAGES) == []


def test_every_visible_text_is_translatable():
    assert complaints(rules.bare_words, PAGES) == []


def test_rows_come_formatted():
    assert complaints(rules.slow_filters, templates()) == []


def test_styles_and_scripts_fetch_nothing_from_elsewhere():
    own = [file for file in files() if file.parts[0] == "static" and file.suffix in {".css", ".js", ".svg"}]
    assert complaints(rules.foreign_hosts, own) == []


def test_scripts_build_no_code_from_text():
    own = [file for file in files() if file.parts[0] == "static" and file.suffix == ".js"]
    pattern = re.compile(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b")
    assert [f"{file}: {found}" for file in own for found in pattern.findall(text(file))] == []


@pytest.mark.parametrize("file", [str(file.relative_to("templates")) for file in templates()])
def test_every_template_compiles(file):
    assert get_template(file).origin.template_name == file


def test_every_static_file_named_in_a_template_exists():
    names = {name for file in templates() for name in re.findall(r"\{% static ['\"]([^'\"]+)['\"]", text(file))}
    assert [name for name in sorted(names) if not finders.find(name)] == []


def test_every_icon_named_in_a_template_exists():
    names = {name for file in templates() for name in re.findall(r"\{% icon ['\"]([^'\"]+)['\"]", text(file))}
    drawings = Path("node_modules/@tabler/icons/icons/outline")
    assert [name for name in sorted(names) if not (drawings / f"{name}.svg").exists()] == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (rules.trusted_markup, "{{ name|safe }}"),
        (rules.trusted_markup, "{{ name | safeseq }}"),
        (rules.trusted_markup, "{% autoescape off %}{{ name }}{% endautoescape %}"),
        (rules.inline_code, '<p style="color: red">'),
        (rules.inline_code, "<style>p { color: red }</style>"),
        (rules.inline_code, '<a onclick="go()">'),
        (rules.inline_code, '<a hx-on:click="go()">'),
        (rules.inline_code, "<script>go()</script>"),
        (rules.inline_code, '<script src="a.js">go()</script>'),
        (rules.inline_code, '<a href="javascript:go()">'),
        (rules.foreign_hosts, '<link href="https://fonts.example.com/a.css">'),
        (rules.foreign_hosts, '<script src="//cdn.example.com/a.js">'),
        (rules.foreign_hosts, "@import url(//cdn.example.com/a.css)"),
        (rules.slow_filters, "{{ number|floatformat:2 }}"),
        (rules.bare_words, "<p>Hello</p>"),
        (rules.bare_words, '<input placeholder="Search">'),
        (rules.bare_words, "<p>{% if a %}Yes{% endif %}</p>"),
        (rules.bare_words, "<p>{{ n }} rows</p>"),
    ],
)
def test_planted_violation_is_seen(rule, planted):
    assert list(rule(planted))


@pytest.mark.parametrize(
    ("rule", "innocent"),
    [
        (rules.inline_code, '<script src="{% static \'a.js\' %}" type="module"></script>'),
        (rules.inline_code, '<a data-bs-theme="dark" href="/one=1">'),
        (rules.foreign_hosts, '<a href="{{ account.website }}"><svg xmlns="http://www.w3.org/2000/svg"></svg></a>'),
        (rules.bare_words, '{% translate "Hello" %}<p>{{ name }} · 12</p>'),
        (rules.bare_words, '<a {% if a %}class="b"{% endif %} title="{% translate \'Save\' %}">kamplan</a>'),
        (rules.bare_words, "{# Hello #}{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}"),
    ],
)
def test_innocent_text_passes(rule, innocent):
    assert not list(rule(innocent))
