"""One-time links: invitations and the doors of the demonstration."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.changes.link import renew_link
from accounts.jobs import send_invitation
from accounts.models import OneTimeLink, Role, Unit, User
from tests import factories
from tests.clock import after

GOOD = {"new_password1": "seven herrings by the quay", "new_password2": "seven herrings by the quay"}
INVITATION, DEMO = OneTimeLink.Purpose.INVITATION, OneTimeLink.Purpose.DEMO


@pytest.fixture
def invited(units):
    return User.objects.create_user("new@supplier.example", name="Nina Ny", unit=units.bergen)


def address(user, purpose=INVITATION):
    token = renew_link(user=user, purpose=purpose, now=timezone.now())
    return reverse("one_time_link", args=[token])


def test_an_invited_user_chooses_a_password_and_is_in(client, invited):
    link = address(invited)
    assert "Welcome, Nina Ny" in client.get(link).content.decode()
    response = client.post(link, GOOD)
    assert (response.status_code, response.url) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(invited.pk)
    invited.refresh_from_db()
    assert invited.check_password(GOOD["new_password1"])


def test_looking_uses_nothing_up(client, invited):
    link = address(invited)
    for _ in range(5):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert OneTimeLink.objects.get().used_at is None


def test_used_expired_unknown_and_ended_links_all_get_the_same_page(client, invited):
    used = address(invited)
    client.post(used, GOOD)
    client.logout()
    expired = address(invited)
    with after(days=7, seconds=1):
        pages = [client.get(expired)]
    pages += [client.get(used), client.post(used, GOOD), client.get(reverse("one_time_link", args=["x" * 43]))]
    User.objects.filter(pk=invited.pk).update(is_active=False)
    pages.append(client.get(expired))
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert reverse("account_login") in pages[0].content.decode()


def test_a_weak_or_mistyped_password_does_not_use_the_link_up(client, invited):
    link = address(invited)
    for password in (
        {"new_password1": "short", "new_password2": "short"},
        {**GOOD, "new_password2": "other words"},
        {},
    ):
        assert client.post(link, password).status_code == 422
    assert client.post(link, GOOD).status_code == 302


def test_a_new_link_voids_the_earlier_one_and_using_one_voids_the_mailed_one(client, invited, mailoutbox):
    first = address(invited)
    second = address(invited)
    assert client.get(first).status_code == 404
    send_invitation.call(invited.pk)
    mailed = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    assert client.get(second).status_code == 200
    assert client.get(mailed.removeprefix("http://localhost:8000")).status_code == 200
    client.post(second, GOOD)
    assert client.get(mailed.removeprefix("http://localhost:8000")).status_code == 404


def test_the_token_is_kept_nowhere_and_told_to_no_other_site(client, invited):
    link = address(invited)
    token = link.split("/")[-2]
    assert token not in str(list(OneTimeLink.objects.values()))
    response = client.get(link)
    assert response["Referrer-Policy"] == "strict-origin"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_link_signs_in_somebody_else_than_is_signed_in(cast, sign_in, invited):
    browser = sign_in(cast.alice)
    before = browser.session.session_key
    browser.post(address(invited), GOOD)
    assert browser.session["_auth_user_id"] == str(invited.pk)
    assert browser.session.session_key != before


def test_a_demo_link_works_once_with_one_button_and_only_in_demo_mode(client, invited):
    link = address(invited, DEMO)
    with override_settings(DEMO=False):
        assert client.get(link).status_code == client.post(link).status_code == 404
    assert "Sign in as Nina Ny" in client.get(link).content.decode()
    assert client.post(link).status_code == 302
    assert client.session["_auth_user_id"] == str(invited.pk)
    assert client.post(link).status_code == 404


def test_the_command_prints_a_link_for_each_demo_person_and_no_other(client, units, capsys):
    stage = factories.UnitFactory(name="Stage", is_demo=True)
    actor = factories.UserFactory(name="Actor", unit=stage)
    factories.RoleFactory(user=actor, unit=stage, kind=Role.Kind.DIRECTOR)
    guest = factories.RoleFactory(user__name="Guest", user__unit=stage, unit=stage, kind=Role.Kind.KAM).user
    factories.RoleFactory(user=guest, unit=units.group, kind=Role.Kind.ADMIN)
    factories.UserFactory(name="Real", unit=units.group)
    call_command("sign_in_links")
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in printed] == ["Actor - Sales director"]
    with override_settings(DEMO=False), pytest.raises(CommandError):
        call_command("sign_in_links")


def test_the_first_administrator_gets_a_unit_and_a_link(client, db, capsys):
    call_command("first_administrator", email="Ada@Firm.example", name="Ada", unit="Firm")
    link = capsys.readouterr().out.strip().removeprefix("http://localhost:8000")
    assert client.post(link, GOOD).status_code == 302
    ada = User.objects.get(email="ada@firm.example")
    assert ada.administers()
    assert Unit.objects.get(name="Firm").path == ada.held_roles()[0].path != ""
    with pytest.raises(CommandError):
        call_command("first_administrator", email="b@firm.example", name="B", unit="Firm")
    call_command("first_administrator", email="b@firm.example", name="B", unit="Firm", again=True)
    assert Role.objects.filter(kind=Role.Kind.ADMIN, unit__name="Firm").count() == 2
    with pytest.raises(CommandError):
        call_command("first_administrator", email="no address", name="B", unit="Firm", again=True)
