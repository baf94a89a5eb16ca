"""What others wrote: pinned, with hashes, each with a reason, and none of it among our files."""

import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house.code_rules import imports
from tests.house.tree import PACKAGES, ROOT, modules, syntax

LINE = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(?P<version>[^\s;]+)(?: ;[^\\]+)? \\$")


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def wanted(pyproject, *, dev=False):
    project = pyproject["project"]
    lines = project["optional-dependencies"]["dev"] if dev else project["dependencies"]
    return {re.match(r"[a-z0-9-]+", line)[0] for line in lines}


def pinned(file):
    """Name -> hashes, of a requirements file."""
    packages, hashes = {}, None
    for line in (ROOT / file).read_text().splitlines():
        if match := LINE.match(line):
            hashes = packages.setdefault(match["name"], [])
        elif line.strip().startswith("--hash=sha256:"):
            hashes.append(line.strip())
        else:
            assert not line.strip() or line.lstrip().startswith("#"), f"not pinned: {line}"
    return packages


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes(file):
    packages = pinned(file)
    assert packages
    assert [name for name, hashes in packages.items() if not hashes] == []


def test_requirements_hold_what_the_project_asks_for(pyproject):
    assert wanted(pyproject) <= set(pinned("requirements.txt"))
    assert wanted(pyproject, dev=True) <= set(pinned("requirements-dev.txt")) | set(pinned("requirements.txt"))


def versions(file):
    """Name -> versions; some packages have one for each Python."""
    found = {}
    for line in (ROOT / file).read_text().splitlines():
        if match := LINE.match(line):
            found.setdefault(match["name"], set()).add(match["version"])
    return found


def test_tests_run_with_the_versions_that_are_shipped():
    shipped, tested = versions("requirements.txt"), versions("requirements-dev.txt")
    assert {name: tested[name] for name in shipped if name in tested} == {
        n: v for n, v in shipped.items() if n in tested
    }


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("dependencies = [") : text.index("[tool.ruff]")]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert len(lines) > 20
    assert [line for line in lines if not re.search(r"# \S", line)] == []


def test_what_is_imported_is_asked_for(pyproject):
    """A package that only comes along with another may stay away with its next release."""
    known = packages_distributions()
    names = {name.split(".")[0] for file in modules() for name in imports(syntax(file))}
    outside = {name for name in names if name not in sys.stdlib_module_names and name not in PACKAGES}
    asked = {canonical(name) for name in wanted(pyproject)} | {"django-stubs-ext"}  # the types alone
    assert sorted(name for name in outside if asked.isdisjoint(map(canonical, known.get(name, [])))) == []


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_nothing_says_where_packages_come_from():
    """The registry is the machine's own choice."""
    for file in ("requirements.txt", "requirements-dev.txt", "package-lock.json", ".npmrc"):
        text = (ROOT / file).read_text()
        assert "http" not in re.sub(r'"(?:url|funding|homepage)": "[^"]*"', "", text), file
        assert "--index-url" not in text
        assert '"resolved"' not in text


def test_browser_libraries_are_pinned_with_hashes():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    asked = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
