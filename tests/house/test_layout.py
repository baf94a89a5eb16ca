"""House rules about where things lie, what they are called and how large they grow."""

from itertools import chain
from pathlib import Path
from statistics import quantiles

import pytest

from tests.house.code_rules import functions, length
from tests.house.tree import APPS, PACKAGES, files, modules, syntax, templates, text

TOP = {
    ".ci",
    ".gitignore",
    ".npmrc",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "accounts",
    "docs",
    "kamplan",
    "locale",
    "manage.py",
    "package-lock.json",
    "package.json",
    "planning",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "static",
    "surveys",
    "templates",
    "tests",
}
FLOORS = {"urls", "management", "views", "jobs", "exports", "access", "forms", "charts", "changes", "models", "domain"}
ASIDE = {"__init__", "apps", "migrations", "templatetags", "privacy", "data"}
FRAME = {
    "__init__",
    "apps",
    "aside",
    "away",
    "backup",
    "bootstrap",
    "borrowed_words",
    "browser_libraries",
    "bulk",
    "catalogue",
    "charts",
    "daily",
    "environment",
    "errors",
    "exports",
    "fields",
    "formats",
    "history",
    "htmx",
    "jobs",
    "management",
    "masking",
    "middleware",
    "migrations",
    "models",
    "often",
    "once",
    "outbox",
    "pages",
    "privacy",
    "rights",
    "settings",
    "spreadsheets",
    "templatetags",
    "trace",
    "unchanged",
    "urls",
    "views",
    "widgets",
    "worker",
    "world",
    "wsgi",
}
NAMES_FOR_ANYTHING = {
    "admin",
    "base",
    "common",
    "constants",
    "core",
    "helpers",
    "lib",
    "managers",
    "misc",
    "mixins",
    "repositories",
    "selectors",
    "services",
    "shared",
    "signals",
    "tools",
    "types",
    "util",
    "utils",
}
NEVER_COMMITTED = {".mo", ".sqlite3", ".db", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".map", ".pyc", ".gz", ".br"}


def rooms(package):
    """The modules and folders directly inside a package."""
    return {Path(file.parts[1]).stem for file in files() if file.parts[0] == package and len(file.parts) > 1}


def test_top_of_the_project():
    assert {file.parts[0] for file in files()} == TOP


@pytest.mark.parametrize("app", APPS)
def test_every_room_of_an_app_stands_on_a_known_floor(app):
    assert rooms(app) <= FLOORS | ASIDE


def test_every_room_of_the_frame_is_known():
    assert rooms("kamplan") == FRAME


def test_no_room_is_called_anything():
    parts = {(file, Path(part).stem) for file in modules(*PACKAGES, "tests") for part in file.parts}
    assert [f"{file}" for file, part in parts if part in NAMES_FOR_ANYTHING] == []


def test_models_are_packages_with_a_file_per_chapter():
    assert [file for file in modules(*APPS) if file.name in {"models.py", "views.py", "forms.py"}] == []


def test_nothing_of_others_and_nothing_made_is_committed():
    assert [str(file) for file in files() if file.suffix in NEVER_COMMITTED or ".min." in file.name] == []
    ours = {".css", ".js", ".svg", ".png", ".webmanifest", ".ico"}
    assert [str(file) for file in files() if file.parts[0] == "static" and file.suffix not in ours] == []


def test_files_are_rarely_over_200_lines_and_never_over_400():
    sizes = {file: text(file).count("\n") for file in modules(*PACKAGES, "tests")}
    assert {str(file): size for file, size in sizes.items() if size > 400} == {}
    assert quantiles(sizes.values(), n=10)[-1] <= 200


def test_functions_are_rarely_over_25_lines_and_never_over_60():
    sizes = {f"{file}:{node.name}": length(node) for file in modules() for node in functions(syntax(file))}
    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert quantiles(sizes.values(), n=20)[-1] <= 25


def test_views_are_at_most_30_lines():
    views = [file for file in modules(*APPS) if "views" in file.parts]
    sizes = {f"{file}:{node.name}": length(node) for file in views for node in functions(syntax(file))}
    assert {name: size for name, size in sizes.items() if size > 30} == {}


def test_templates_are_rarely_over_80_lines_and_never_over_150():
    sizes = {str(file): text(file).count("\n") for file in templates()}
    assert {name: size for name, size in sizes.items() if size > 150} == {}
    assert quantiles(sizes.values(), n=20)[-1] <= 80


def test_styles_and_scripts_are_never_over_400_lines():
    own = [file for file in files() if file.parts[0] == "static" and file.suffix in {".css", ".js"}]
    assert {str(file): size for file in own if (size := text(file).count("\n")) > 400} == {}


def test_nothing_committed_names_a_machine():
    """No folder of somebody's computer, and nothing left for later."""
    words = ("/home/", "/Users/", "/tmp/", "TO" + "DO", "FIX" + "ME", "X" * 3)
    readable = {".py", ".md", ".html", ".js", ".css", ".toml", ".po", ""}
    lines = chain.from_iterable(
        ((file, line) for line in text(file).splitlines())
        for file in files()
        if file.suffix in readable and file.parts[0] != "tests"
    )
    assert [f"{file}: {line}" for file, line in lines if any(word in line for word in words)] == []
