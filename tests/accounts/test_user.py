"""People: the list, one person, inviting, roles, ending and giving back access."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import Account, OneTimeLink, Role, User
from tests import factories


@pytest.fixture
def ada(cast, sign_in):
    return sign_in(cast.ada)


@pytest.fixture
def olav(units):
    """Administers Norway only."""
    return factories.RoleFactory(user__name="Olav", user__unit=units.norway, unit=units.norway, kind="admin").user


def invitation(units, **changed):
    body = {"name": "Åse Ny", "email": "Ase@Supplier.example", "language": "nb", "unit": units.bergen.pk, "kind": "kam"}
    return {**body, **changed}


def names(response):
    return [person.name for person in response.context["page"]]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_those_in_the_units_one_administers(cast, ada, olav, sign_in):
    assert {"Alice", "Bob", "Carol", "Dave", "Mona", "Ada"} <= set(names(ada.get(reverse("user_list"))))
    assert set(names(sign_in(olav).get(reverse("user_list")))) == {"Alice", "Bob", "Carol", "Mona", "Olav"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ALI"}, ["Alice"]),
        ({"q": "supplier mona"}, ["Mona"]),
        ({"role": "director"}, ["Carol"]),
        ({"state": "inactive"}, ["Dave"]),
        ({"q": "nobody"}, []),
        ({"role": "emperor"}, None),
    ],
)
def test_the_list_finds_by_word_role_and_access(cast, ada, asked, found):
    User.objects.filter(pk=cast.dave.pk).update(is_active=False)
    response = ada.get(reverse("user_list"), asked)
    assert response.status_code == 200
    assert found is None or names(response) == found


def test_the_list_sorts_as_a_norwegian_reads(units, cast, ada):
    for name in ("Åse", "Ørjan", "Ære", "Zoe"):
        factories.UserFactory(name=name, unit=units.bergen)
    assert names(ada.get(reverse("user_list")))[-4:] == ["Zoe", "Ære", "Ørjan", "Åse"]


def test_the_list_costs_the_same_with_many_people(units, cast, ada):
    ada.get(reverse("user_list"))
    with CaptureQueriesContext(connection) as few:
        ada.get(reverse("user_list"))
    for _ in range(30):
        factories.RoleFactory(user__unit=units.bergen, unit=units.bergen)
    with CaptureQueriesContext(connection) as many:
        ada.get(reverse("user_list"))
    assert len(few) == len(many) <= 7


@pytest.mark.parametrize("name", ["alice", "bob", "mona", "carol", "stranger"])
def test_only_administrators_come_in(cast, units, sign_in, name):
    browser = sign_in(getattr(cast, name))
    pk = cast.dave.pk
    for address in (
        reverse("user_list"),
        reverse("user_add"),
        reverse("user", args=[pk]),
        reverse("user_edit", args=[pk]),
    ):
        assert browser.get(address).status_code == 403
    for view in ("user_invite", "user_deactivate", "user_reactivate", "role_add"):
        assert browser.post(reverse(view, args=[pk]), {"kind": "admin", "unit": units.group.pk}).status_code == 403
    assert browser.post(reverse("user_add"), invitation(units)).status_code == 403
    assert not User.objects.filter(name="Åse Ny").exists()


def test_people_of_other_units_are_not_there(cast, olav, sign_in):
    browser, pk = sign_in(olav), cast.dave.pk
    assert browser.get(reverse("user", args=[pk])).status_code == 404
    assert browser.post(reverse("user_deactivate", args=[pk])).status_code == 404
    assert browser.get(reverse("user", args=[cast.alice.pk])).status_code == 200


# --- inviting ---------------------------------------------------------------------------------------------------------


def test_inviting_makes_a_user_with_a_role_and_shows_the_link_once(units, cast, ada):
    page = ada.post(reverse("user_add"), invitation(units))
    ase = User.objects.get(email="ase@supplier.example")
    assert (ase.name, ase.language, ase.unit, ase.has_usable_password()) == ("Åse Ny", "nb", units.bergen, False)
    assert [(role.kind, role.unit) for role in ase.roles.all()] == [("kam", units.bergen)]
    link = page.context["link"]
    assert link.startswith("http://localhost:8000/welcome/")
    assert link in page.content.decode()
    assert link.split("/")[-2] not in ada.get(reverse("user", args=[ase.pk])).content.decode()
    assert page["Cache-Control"] == "no-store"
    assert DBTaskResult.objects.count() == 0  # no mail is set up


def test_inviting_also_mails_where_mail_is_set_up(units, cast, ada):
    with override_settings(MAIL_LEAVES=True):
        ada.post(reverse("user_add"), invitation(units))
    [task] = DBTaskResult.objects.all()
    assert task.args_kwargs["args"] == [User.objects.get(name="Åse Ny").pk]  # an id, never a token


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "alice@supplier.example"},
        {"email": "ALICE@supplier.example"},
        {"name": ""},
        {"kind": "emperor"},
        {"unit": "0"},
    ],
)
def test_a_faulty_invitation_makes_nobody(units, cast, ada, wrong):
    before = User.objects.count()
    assert ada.post(reverse("user_add"), invitation(units, **wrong)).status_code == 422
    assert User.objects.count() == before


def test_nobody_invites_into_a_unit_he_does_not_administer(units, cast, olav, sign_in):
    response = sign_in(olav).post(reverse("user_add"), invitation(units, unit=units.sweden.pk))
    assert response.status_code == 422
    assert not User.objects.filter(name="Åse Ny").exists()


def test_inviting_ignores_what_the_form_does_not_ask(units, cast, ada):
    ada.post(reverse("user_add"), invitation(units, is_active="", password="x", id="1", theme="dark"))
    ase = User.objects.get(name="Åse Ny")
    assert (ase.is_active, ase.theme, ase.has_usable_password()) == (True, "auto", False)


# --- editing ----------------------------------------------------------------------------------------------------------


def test_editing_saves_and_says_who_did_it(units, cast, ada):
    body = {"name": "Alicia", "email": "alicia@supplier.example", "language": "nb", "unit": units.norway.pk}
    assert ada.post(reverse("user_edit", args=[cast.alice.pk]), body).status_code == 302
    cast.alice.refresh_from_db()
    assert (cast.alice.name, cast.alice.email, cast.alice.unit) == ("Alicia", "alicia@supplier.example", units.norway)
    entry = cast.alice.history.first()
    assert entry.history_user == cast.ada
    assert not hasattr(entry, "password")


def test_who_belongs_to_units_of_others_too_is_edited_by_those_above(units, cast, olav, ada, sign_in):
    """Else an administrator of Norway could take the place of a director of the group by changing their address."""
    factories.RoleFactory(user=cast.mona, unit=units.group, kind=Role.Kind.DIRECTOR)
    browser, pk = sign_in(olav), cast.mona.pk
    assert browser.get(reverse("user", args=[pk])).status_code == 200
    for view in ("user_edit", "user_invite", "user_deactivate", "user_reactivate"):
        assert browser.post(reverse(view, args=[pk]), {}).status_code == 403
    assert ada.get(reverse("user_edit", args=[pk])).status_code == 200


# --- roles ------------------------------------------------------------------------------------------------------------


def test_roles_are_given_and_taken_back_and_both_are_written_down(units, cast, ada):
    pk = cast.bob.pk
    for _ in range(2):  # twice is once
        ada.post(reverse("role_add", args=[pk]), {"kind": "manager", "unit": units.bergen.pk})
    [role] = cast.bob.roles.all()
    assert Account.objects.visible_to(User.objects.get(pk=pk)).count() == 1
    assert ada.post(reverse("role_remove", args=[pk, role.pk])).status_code == 302
    assert not cast.bob.roles.exists()
    page = ada.get(reverse("user", args=[pk])).content.decode()
    assert page.count("by Ada") == 2


def test_nobody_gives_or_takes_a_role_where_he_does_not_administer(units, cast, olav, sign_in):
    browser = sign_in(olav)
    role = factories.RoleFactory(user=cast.alice, unit=units.sweden, kind=Role.Kind.KAM)
    assert (
        browser.post(reverse("role_add", args=[cast.alice.pk]), {"kind": "admin", "unit": units.group.pk}).status_code
        == 422
    )
    assert browser.post(reverse("role_remove", args=[cast.alice.pk, role.pk])).status_code == 404
    assert browser.post(reverse("role_remove", args=[cast.mona.pk, role.pk])).status_code == 404
    assert Role.objects.filter(pk=role.pk).exists()
    assert not Role.objects.filter(user=cast.alice, kind="admin").exists()


def test_the_last_administrator_stays(units, cast, ada, olav, sign_in):
    own = cast.ada.roles.get()
    ada.post(reverse("role_remove", args=[cast.ada.pk, own.pk]))
    ada.post(reverse("user_deactivate", args=[cast.ada.pk]))
    cast.ada.refresh_from_db()
    assert Role.objects.filter(pk=own.pk).exists()
    assert cast.ada.is_active
    other = factories.RoleFactory(user__unit=units.group, unit=units.group, kind="admin")
    assert ada.post(reverse("role_remove", args=[cast.ada.pk, own.pk])).status_code == 302
    assert not Role.objects.filter(pk=own.pk).exists()
    last = sign_in(other.user)
    last.post(reverse("user_deactivate", args=[olav.pk]))  # Norway still has one above
    olav.refresh_from_db()
    assert not olav.is_active
    last.post(reverse("user_deactivate", args=[other.user.pk]))
    other.user.refresh_from_db()
    assert other.user.is_active


# --- access -----------------------------------------------------------------------------------------------------------


def test_the_page_before_ending_access_names_the_accounts_that_need_an_owner(cast, ada):
    page = ada.get(reverse("user_deactivate", args=[cast.alice.pk])).content.decode()
    assert "1 account is owned by this person" in page
    assert f"{reverse('account_list')}?owner={cast.alice.pk}" in page
    assert "owned by this person" not in ada.get(reverse("user_deactivate", args=[cast.bob.pk])).content.decode()


def test_ending_access_ends_links_and_giving_it_back_keeps_roles(cast, ada):
    pk = cast.alice.pk
    ada.post(reverse("user_invite", args=[pk]))
    assert OneTimeLink.objects.filter(user=cast.alice, used_at=None).count() == 1
    assert ada.post(reverse("user_deactivate", args=[pk])).status_code == 302
    assert not OneTimeLink.objects.filter(user=cast.alice).exists()
    assert ada.post(reverse("user_invite", args=[pk])).status_code == 302
    assert not OneTimeLink.objects.filter(user=cast.alice).exists()
    ada.post(reverse("user_reactivate", args=[pk]))
    cast.alice.refresh_from_db()
    assert (cast.alice.is_active, cast.alice.roles.count()) == (True, 1)


def test_a_lost_second_step_is_taken_away_and_that_is_noted(cast, ada, sign_in):
    Authenticator.objects.create(user=cast.alice, type=Authenticator.Type.TOTP, data={})
    assert "lost second step" in ada.get(reverse("user", args=[cast.alice.pk])).content.decode()
    assert ada.post(reverse("user_second_step", args=[cast.alice.pk])).status_code == 302
    assert not Authenticator.objects.exists()
    entry = cast.alice.history.first()
    assert (entry.history_user, entry.history_change_reason) == (cast.ada, "second step removed")
    assert "lost second step" not in ada.get(reverse("user", args=[cast.alice.pk])).content.decode()


@pytest.mark.parametrize("view", ["user_invite", "user_reactivate", "user_second_step", "role_add"])
def test_what_changes_something_is_sent_not_visited(cast, ada, view):
    assert ada.get(reverse(view, args=[cast.alice.pk])).status_code == 405


def test_strangers_sign_in_first(client, cast):
    for address in (reverse("user_list"), reverse("user_add"), reverse("user", args=[cast.alice.pk])):
        assert client.get(address).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("email", ["alice@supplier.example", "ALICE@SUPPLIER.EXAMPLE", " Alice@Supplier.example "])
def test_an_address_is_given_once_in_whatever_case_and_refused_in_one_sentence(units, cast, ada, email):
    assert cast.alice.email == "alice@supplier.example"
    refused = ada.post(reverse("user_add"), invitation(units, email=email))
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"email": ["Somebody already signs in with this address."]}
    person = reverse("user_edit", args=[cast.bob.pk])
    edited = ada.post(person, invitation(units, email=email))
    assert edited.context["form"].errors == {"email": ["Somebody already signs in with this address."]}


def test_an_address_may_be_kept(units, cast, ada):
    body = invitation(units, email=cast.bob.email.upper())
    assert ada.post(reverse("user_edit", args=[cast.bob.pk]), body).status_code == 302
