"""The front door in a real browser, within our content security policy: invitation links, passkeys, the copy button."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.changes.link import renew_link
from accounts.models import OneTimeLink

pytestmark = pytest.mark.browser
PASSWORD = "seven herrings by the quay"


@pytest.fixture
def come_in(live_server, visit, page):
    """Somebody in by an invitation link and a first password."""

    def comes(user):
        token = renew_link(user=user, purpose=OneTimeLink.Purpose.INVITATION, now=timezone.now())
        visit(reverse("one_time_link", args=[token]))
        page.get_by_role("textbox", name="Password", exact=True).fill(PASSWORD)
        page.get_by_label("Repeat the password").fill(PASSWORD)
        page.get_by_role("button", name="Choose this password and go in").click()
        page.wait_for_url(live_server.url + reverse("home"))

    return comes


def test_a_passkey_is_added_and_then_opens_the_door_alone(cast, live_server, page, come_in, key_ring):
    come_in(cast.alice)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(live_server.url + reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(live_server.url + reverse("home"))
    assert page.complaints == []


def test_a_passkey_is_the_second_step_after_the_password(cast, live_server, page, come_in, key_ring):
    come_in(cast.alice)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(live_server.url + reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").fill(cast.alice.email)
    page.get_by_role("textbox", name="Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey or security key").click()
    page.wait_for_url(live_server.url + reverse("home"))
    assert page.complaints == []


def test_without_a_passkey_the_page_says_what_to_do(db, live_server, page, visit):
    visit(reverse("account_login"))
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The device did not provide a passkey")
    assert page.complaints == []


def test_an_invitation_is_copied_with_one_click(cast, units, sign_in, live_server, context, page, visit):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(reverse("user_add"), sign_in(cast.ada))
    page.get_by_label("Name").fill("Nina Ny")
    page.get_by_label("E-mail").fill("nina@supplier.example")
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("One-time link").input_value()
    assert page.complaints == []


def test_the_list_of_people_narrows_while_one_types(cast, sign_in, live_server, page, visit):
    visit(reverse("user_list"), sign_in(cast.ada))
    page.get_by_label("Search").fill("ali")
    expect(page.locator("#people tbody tr")).to_have_count(1)
    assert "q=ali" in page.url
    page.get_by_label("Role").select_option("director")
    expect(page.locator("#people")).to_contain_text("Nobody here matches")
    assert page.complaints == []
