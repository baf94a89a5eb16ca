"""The browser libraries npm installed: which of their files we serve, and how they are stored."""

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
    """Leaves out the extensions of htmx: we use none, and their comments import files that do not exist."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]


class OneFileStorage(FileSystemStorage):
    """Serves a library's file under our shorter name."""

    def path(self, name: str) -> str:
        return str(Path(self.location) / FILES[name.replace("\\", "/")])


class BrowserLibraryFinder(BaseFinder):
    """Finds just the files named above; the other thousands stay in node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = OneFileStorage(location=str(settings.ROOT / "node_modules"))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        found = [self.storage.path(path)] if path in FILES and Path(self.storage.path(path)).exists() else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Any:
        for name in FILES:
            yield name, self.storage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """File names with a hash of the content, compressed once; source maps are neither served nor looked for."""

    patterns = (
        ("*.css", (r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",)),
    )
    support_js_module_import_aggregation = True
