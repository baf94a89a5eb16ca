"""What a start of kamplan loads: nothing that costs a second and 40 MB before anybody asked for it."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HEAVY = ("pandas", "scipy", "plotly", "numpy", "openpyxl", "statsmodels")
SAY_WHAT_IS_LOADED = """
import sys, django
{before}
django.setup()
{after}
print(",".join(name for name in {heavy} if name in sys.modules))
"""


def loaded(before="", after=""):
    code = SAY_WHAT_IS_LOADED.format(heavy=HEAVY, before=before, after=after)
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


@pytest.mark.parametrize("after", ["", "import kamplan.urls, kamplan.wsgi; from django.urls import get_resolver"])
def test_heavy_libraries_wait_until_they_are_needed(after):
    assert loaded(after=after) == ""


def test_planted_import_is_seen():
    assert loaded(before="import numpy") == "numpy"
