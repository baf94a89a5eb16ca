"""Users' own settings."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests import factories

BODY = {"name": "Alice Aas", "language": "nb", "time_zone": "Europe/Stockholm", "theme": "dark"}


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def test_name_language_zone_and_theme_are_saved_and_used_at_once(cast, alice):
    assert alice.post(reverse("me"), BODY).url == reverse("me")
    cast.alice.refresh_from_db()
    assert {name: getattr(cast.alice, name) for name in BODY} == BODY
    page = alice.get(reverse("me"))
    assert page["Content-Language"] == "nb"
    assert 'lang="nb"' in page.content.decode()
    assert 'data-theme="dark"' in page.content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"language": "xx"}, {"time_zone": "Mars/North"}, {"theme": "pink"}])
def test_a_faulty_form_changes_nothing_and_the_bar_keeps_the_name(cast, alice, wrong):
    page = alice.post(reverse("me"), {**BODY, **wrong})
    assert page.status_code == 422
    cast.alice.refresh_from_db()
    assert (cast.alice.name, cast.alice.theme) == ("Alice", "auto")
    assert "Alice: your menu" in page.content.decode()


def test_nobody_gives_himself_more_than_the_form_asks(cast, units, alice):
    before = User.objects.filter(pk=cast.alice.pk).values().get()
    more = {
        "email": "x@y.example",
        "is_active": "",
        "unit": units.group.pk,
        "password": "x",
        "roles": "admin",
        "id": "1",
    }
    alice.post(reverse("me"), {**BODY, **more})
    after = User.objects.filter(pk=cast.alice.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"name", "language", "time_zone", "theme", "sort_key", "search_key"}
    assert list(cast.alice.roles.values_list("kind", flat=True)) == ["kam"]


def test_the_page_recommends_a_second_step_and_names_ones_roles(cast, sign_in):
    page = sign_in(cast.ada).get(reverse("me")).content.decode()
    assert "It takes two minutes" in page
    assert "Administrator, Group" in page


def test_strangers_sign_in_first(client, db):
    assert client.get(reverse("me")).url.startswith(reverse("account_login"))


def test_the_bar_offers_people_and_units_to_administrators_alone(cast, sign_in):
    def is_offered(name):
        return reverse("user_list") in sign_in(getattr(cast, name)).get(reverse("me")).content.decode()

    assert [name for name in ("ada", "carol", "mona", "alice", "bob") if is_offered(name)] == ["ada"]


def test_a_signed_in_page_reads_session_user_and_roles_once(cast, sign_in, django_assert_num_queries):
    factories.RoleFactory(user=cast.alice, unit=cast.account.unit, kind="manager")
    browser = sign_in(cast.alice)
    browser.get(reverse("session_list"))
    with django_assert_num_queries(2 + 1 + 1):  # session, user, the list itself, roles
        browser.get(reverse("session_list"))
