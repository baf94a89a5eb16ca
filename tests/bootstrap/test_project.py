"""What the set-up decides before it works."""

import pytest

from kamplan.bootstrap.place import read_place
from kamplan.bootstrap.project import is_demo


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({"KAMPLAN_DEMO": "0"}, False),
        ({"KAMPLAN_HOSTS": "kamplan.example.org"}, False),
        ({"KAMPLAN_SITE_ADDRESS": "https://kamplan.example.org"}, False),
        ({"KAMPLAN_HOSTS": "kamplan.example.org", "KAMPLAN_DEMO": "yes"}, True),
    ],
)
def test_strangers_get_no_demonstration_unless_it_is_asked_for(environment, expected, tmp_path):
    place = read_place({"KAMPLAN_VAR": str(tmp_path), **environment})
    assert is_demo(place) is expected
