"""The pages of the front door in the states that a list of addresses does not bring, each fit to be shown."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.changes.link import renew_link
from accounts.models import OneTimeLink
from tests.accounts.test_sign_in import PASSWORD, attempt, set_up_an_app
from tests.browser.fitness import unfit

pytestmark = pytest.mark.browser
OF_NEWCOMERS = (
    "account_logout",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
)
OF_THE_CAREFUL = (
    "mfa_index",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
)
OF_ONE_KEY = ("mfa_edit_webauthn", "mfa_remove_webauthn")
ASKED_AGAIN = ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")


@pytest.fixture
def shown(live_server, visit, page):
    """Opens a page, looks at it, and gives back what is wrong with it, a line each."""

    def looked_at(address, client=None, then=lambda: None, expected=""):
        visit(address, client)
        then()
        heading = page.locator("h1").first.inner_text()
        return [f"{address} ({heading}): {fault}" for fault in unfit(page, expected=expected)]

    return looked_at


@pytest.fixture
def newcomer(cast):
    """Alice, just in by her password alone."""
    cast.alice.set_password(PASSWORD)
    cast.alice.save()
    browser = Client()
    attempt(browser, cast.alice.email, PASSWORD)
    return browser


@pytest.fixture
def careful(newcomer, key_ring, visit, page):
    """Alice, with an app, a passkey and recovery codes."""
    visit(reverse("mfa_add_webauthn"), newcomer)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    set_up_an_app(newcomer)
    return newcomer


def test_who_has_a_password_alone(newcomer, shown):
    assert [fault for name in OF_NEWCOMERS for fault in shown(reverse(name), newcomer)] == []


def test_who_has_a_second_step(careful, shown):
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    addresses = [reverse(name) for name in OF_THE_CAREFUL]
    addresses += [reverse(name, args=[passkey.pk]) for name in OF_ONE_KEY]
    assert [fault for address in addresses for fault in shown(address, careful)] == []


def test_who_is_asked_again(careful, cast, sign_in, shown):
    long_ago = sign_in(cast.alice)
    assert [fault for name in ASKED_AGAIN for fault in shown(reverse(name), long_ago)] == []


def test_the_second_step_of_signing_in(careful, cast, shown, page):
    half_way = Client()
    assert attempt(half_way, cast.alice.email, PASSWORD).url == reverse("mfa_authenticate")

    def wrong_code():
        page.get_by_role("textbox").fill("000000")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.locator(".is-invalid").wait_for()

    address = reverse("mfa_authenticate")
    assert shown(address, half_way) == []
    assert shown(address, half_way, then=wrong_code) == []


def test_a_wrong_password(newcomer, cast, shown, page):
    def wrong_password():
        page.get_by_label("E-mail").fill(cast.alice.email)
        page.get_by_role("textbox", name="Password", exact=True).fill("wrong")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("alert").filter(has_text="do not belong together").wait_for()

    assert shown(reverse("account_login"), then=wrong_password) == []


def test_links_good_weak_and_gone(cast, shown, page):
    def too_short():
        page.get_by_role("textbox", name="Password", exact=True).fill("short")
        page.get_by_label("Repeat the password").fill("different")
        page.get_by_role("button", name="Choose this password").click()
        page.locator(".is-invalid").first.wait_for()

    token = renew_link(user=cast.alice, purpose=OneTimeLink.Purpose.INVITATION, now=timezone.now())
    address = reverse("one_time_link", args=[token])
    gone = reverse("one_time_link", args=["no-such-link"])
    assert shown(address) == []
    assert shown(address, then=too_short, expected="422") == []
    assert shown(gone, expected="404") == []


def test_an_address_that_only_takes_forms(newcomer, shown):
    assert shown(reverse("session_end_others"), newcomer, expected="405") == []
