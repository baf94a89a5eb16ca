"""Every text there is has its Norwegian, and every Norwegian its text."""

from django.conf import settings

from kamplan.catalogue import faults, found_in, read_catalogue
from kamplan.management.commands.translations import CATALOGUE


def test_norwegian_catalogue_is_complete():
    assert list(faults(read_catalogue(CATALOGUE), found_in(settings.ROOT))) == []
