"""Who sees an account."""

import pytest

from accounts.models import Account


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", True),
        ("bob", True),
        ("mona", True),
        ("carol", True),
        ("dave", False),
        ("ada", False),
        ("stranger", False),
    ],
)
def test_owner_team_and_those_above_see_an_account(cast, who, sees):
    visible = Account.objects.visible_to(getattr(cast, who))
    assert visible.filter(pk=cast.account.pk).exists() is sees
