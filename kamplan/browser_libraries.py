"""The browser libraries npm installed: which of their files we serve, and how they are stored."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
}


class StaticFiles(StaticFilesConfig):
    """Leaves out the next htmx and all extensions: we use none, and their comments import files that do not exist."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/ext/*",
        "django_htmx/*-4*",
        "django_htmx/htmax*",
    ]


PLOTLY_STYLES = "vendor/plotly.css"
RULE = re.compile(r"""\s*"([^"]+)":(?:"([^"]*)"|'([^']*)'),?""")


def plotly_styles(bundle: str) -> str:
    """The style rules plotly would write into the page by itself, which our content security policy forbids.

    They stand in its bundle as {"X .main-svg": "position:absolute;", ...}, X and Y short for its two containers; each
    goes in front of the one before.
    """
    rules, at = [], bundle.index('{"X,X div":') + 1
    while rule := RULE.match(bundle, at):
        at = rule.end()
        selector = rule[1].replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        rules.append(f"{selector} {{{rule[2] or rule[3]}}}\n")
    return "".join(reversed(rules))


class OneFileStorage(FileSystemStorage):
    """Serves a library's file under our shorter name."""

    def path(self, name: str) -> str:
        name = name.replace("\\", "/")
        return str(self.styles() if name == PLOTLY_STYLES else Path(self.location) / FILES[name])

    def styles(self) -> Path:
        """Plotly's rules as a file, taken out of its bundle again when that is newer."""
        made, bundle = settings.VAR / "made" / "plotly.css", Path(self.path("vendor/plotly-basic.min.js"))
        if bundle.exists() and not (made.exists() and made.stat().st_mtime >= bundle.stat().st_mtime):
            made.parent.mkdir(parents=True, exist_ok=True)
            half = made.with_suffix(f".{os.getpid()}")
            half.write_text(plotly_styles(bundle.read_text(encoding="utf-8")), encoding="utf-8")
            half.replace(made)
        return made


class BrowserLibraryFinder(BaseFinder):
    """Finds just the files named above; the other thousands stay in node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = OneFileStorage(location=str(settings.ROOT / "node_modules"))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        known = path in FILES or path == PLOTLY_STYLES
        found = [self.storage.path(path)] if known and Path(self.storage.path(path)).exists() else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Any:
        for name in (*FILES, PLOTLY_STYLES):
            yield name, self.storage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """File names with a hash of the content, compressed once; source maps are neither served nor looked for."""

    patterns = (("*.css", (r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",)),)
    support_js_module_import_aggregation = True
