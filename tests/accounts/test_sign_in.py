"""The front door: passwords, lock-out, forgotten passwords, the second step."""

import re
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.changes.user import deactivate
from accounts.jobs import send_message, send_way_back
from tests.clock import after

PASSWORD = "seven herrings by the quay"
NEW = "nine salmon in the river"
HOME = reverse("rights")
LOGIN = reverse("account_login")


@pytest.fixture
def alice(cast):
    cast.alice.set_password(PASSWORD)
    cast.alice.save()
    return cast.alice


def attempt(browser, email, password, **more):
    return browser.post(LOGIN, {"login": email, "password": password, **more})


def is_in(browser):
    return browser.get(HOME).status_code == 200


def test_address_and_password_open_the_door_in_any_case(alice, client):
    assert attempt(client, "Alice@Supplier.example", PASSWORD).url == reverse("home")
    assert is_in(client)
    assert not EmailAddress.objects.exists()  # the address an administrator gave is the only one


def test_a_wrong_password_an_unknown_address_and_an_ended_user_get_the_same_answer(cast, alice, client):
    carol = cast.carol
    carol.set_password(PASSWORD)
    carol.save()
    deactivate(user=carol, by=cast.ada)
    pages = [
        attempt(client, alice.email, "wrong"),
        attempt(client, "nobody@supplier.example", PASSWORD),
        attempt(client, carol.email, "wrong"),
    ]
    assert {page.status_code for page in pages} == {200}
    bodies = {re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages}
    assert len(bodies) == 1
    assert attempt(client, carol.email, PASSWORD).url == reverse("account_inactive")
    assert not is_in(client)


def test_ten_wrong_passwords_lock_one_address_for_five_minutes_and_no_longer(cast, alice, client):
    cast.bob.set_password(PASSWORD)
    cast.bob.save()
    for _ in range(10):
        assert "do not belong together" in attempt(client, alice.email, "wrong").content.decode()
    locked = attempt(client, alice.email, PASSWORD)
    assert "Wait five minutes" in locked.content.decode()
    assert not is_in(client)
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert "Wait five minutes" in attempt(other, alice.email, PASSWORD).content.decode()  # from anywhere
    assert attempt(other, cast.bob.email, PASSWORD).status_code == 302
    with after(minutes=5, seconds=1):
        assert attempt(client, alice.email, PASSWORD).status_code == 302


def test_one_machine_may_not_try_many_addresses(alice, client):
    said = [attempt(client, f"user{n}@supplier.example", "wrong").status_code for n in range(31)]
    assert said[0] == 200
    assert attempt(client, alice.email, PASSWORD).status_code in (200, 429)
    assert not is_in(client)


@pytest.mark.parametrize(
    "away",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil",
        "///evil",
        "https:evil",
    ],
)
def test_next_leads_nowhere_else(alice, client, away):
    assert attempt(client, alice.email, PASSWORD, next=away).url == reverse("home")


def test_next_leads_back_to_the_page_that_was_asked_for(alice, client):
    asked = client.get(reverse("me")).url
    assert asked == f"{LOGIN}?next={reverse('me')}"
    assert reverse("me") in client.get(asked).content.decode()
    assert attempt(client, alice.email, PASSWORD, next=reverse("me")).url == reverse("me")


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "3rdparty/", "login/", "social/connections/", "2fa/"]
)
def test_pages_of_the_library_that_lead_nowhere_are_not_there(client, db, path):
    assert client.get(LOGIN + path).status_code == 404


def test_the_forms_want_a_token_against_forgery(alice):
    careful = Client(enforce_csrf_checks=True)
    assert attempt(careful, alice.email, PASSWORD).status_code == 403
    assert careful.post(reverse("account_reset_password"), {"email": alice.email}).status_code == 403


# --- a forgotten password ---------------------------------------------------------------------------------------------


def ask_for_a_way_back(browser, email, **headers):
    return browser.post(reverse("account_reset_password"), {"email": email}, headers=headers)


def mailed_link(mailoutbox):
    return next(word for word in mailoutbox[-1].body.split() if word.startswith("http"))


def path_of(link):
    return link.removeprefix("http://localhost:8000")


def choose(browser, link, password=NEW):
    form = browser.get(path_of(link), follow=True)
    return browser.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_known_and_unknown_addresses_get_the_same_answer_and_cost_the_same_work(alice, client):
    ask_for_a_way_back(client, "somebody@supplier.example")  # what only the first asking costs
    with CaptureQueriesContext(connection) as for_known:
        known = ask_for_a_way_back(client, alice.email)
    with CaptureQueriesContext(connection) as for_unknown:
        unknown = ask_for_a_way_back(client, "nobody@supplier.example")
    assert len(for_known) == len(for_unknown)
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert client.get(known.url).content == client.get(unknown.url).content
    assert DBTaskResult.objects.count() == 3


def test_only_the_address_of_a_user_gets_mail(alice, mailoutbox):
    send_way_back.call("nobody@supplier.example")
    assert mailoutbox == []
    send_way_back.call(alice.email)
    assert mailoutbox[0].to == [alice.email]


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_no_header_puts_another_site_into_the_mail(alice, client, mailoutbox, header):
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    response = ask_for_a_way_back(client, alice.email, **{header: value})
    assert response.status_code == (400 if header == "Host" else 302)
    send_way_back.call(alice.email)
    assert mailed_link(mailoutbox).startswith("http://localhost:8000/sign-in/")
    assert "evil" not in mailoutbox[0].body


def test_the_link_sets_a_password_once(alice, client, mailoutbox):
    send_way_back.call(alice.email)
    link = mailed_link(mailoutbox)
    assert choose(client, link).url == reverse("account_reset_password_from_key_done")
    assert "no longer works" in Client().get(path_of(link), follow=True).content.decode()
    assert attempt(client, alice.email, NEW).status_code == 302


def test_the_link_dies_after_an_hour_a_sign_in_or_a_change_of_address(alice, client, mailoutbox):
    def works():
        return "no longer works" not in Client().get(path_of(mailed_link(mailoutbox)), follow=True).content.decode()

    send_way_back.call(alice.email)
    assert works()
    with after(hours=1, seconds=2):
        assert not works()
    attempt(client, alice.email, PASSWORD)
    assert not works()
    send_way_back.call(alice.email)
    assert works()
    alice.refresh_from_db()
    alice.email = "alice.new@supplier.example"
    alice.save()
    assert not works()


def test_a_new_password_is_long_uncommon_and_not_ones_name(alice, client, mailoutbox):
    send_way_back.call(alice.email)
    for weak in ("short", "password1234", "alice@supplier.example"):
        assert choose(client, mailed_link(mailoutbox), weak).status_code == 200
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_a_change_of_password_is_told_by_mail_without_waiting_for_it(alice, client, mailoutbox):
    attempt(client, alice.email, PASSWORD)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    subject, body, address = DBTaskResult.objects.get().args_kwargs["args"]
    assert (subject.startswith("kamplan: "), address) == (True, alice.email)
    assert NEW not in body
    assert "http://localhost:8000" in body
    send_message.call(subject, body, address)
    assert mailoutbox[0].to == [alice.email]


# --- the second step --------------------------------------------------------------------------------------------------


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_an_app(browser):
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    return secret


def test_an_app_asks_for_a_code_that_works_once(alice, client):
    attempt(client, alice.email, PASSWORD)
    secret = set_up_an_app(client)
    with after(minutes=2, tick=False):
        browser = Client()
        assert attempt(browser, alice.email, PASSWORD).url == reverse("mfa_authenticate")
        assert not is_in(browser)
        assert browser.get(reverse("mfa_authenticate")).status_code == 200
        assert browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
        assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
        assert is_in(browser)
        replay = Client()
        attempt(replay, alice.email, PASSWORD)
        assert replay.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 200
        assert not is_in(replay)


def test_a_recovery_code_lets_in_once(alice, client):
    attempt(client, alice.email, PASSWORD)
    set_up_an_app(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(set(codes)) == 10
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    for expected in (302, 200):
        browser = Client()
        attempt(browser, alice.email, PASSWORD)
        assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected


def test_the_secrets_lie_encrypted_and_open_after_the_sites_key_has_changed(alice, client, settings):
    attempt(client, alice.email, PASSWORD)
    secret = set_up_an_app(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP).wrap()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key" * 10, [settings.SECRET_KEY]
    with after(minutes=2):
        assert app.validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        app.validate_code(code_of(secret))


def test_changing_how_one_signs_in_asks_again_after_five_minutes(alice, client):
    attempt(client, alice.email, PASSWORD)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    with after(minutes=6):
        assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_serving_strangers_administrators_and_directors_set_up_a_second_step_first(cast, alice, sign_in):
    with override_settings(TWO_STEP_REQUIRED_OF=("admin", "director")):
        for user in (cast.ada, cast.carol):
            assert sign_in(user).get(HOME).url == reverse("mfa_index")
            assert sign_in(user).post(reverse("user_add")).status_code == 302
            assert sign_in(user).get(reverse("mfa_index")).status_code == 200
        assert is_in(sign_in(alice))
        carol = cast.carol
        carol.set_password(PASSWORD)
        carol.save()
        browser = Client()
        attempt(browser, carol.email, PASSWORD)
        set_up_an_app(browser)
        assert is_in(browser)


def test_a_second_step_that_is_awaited_stands_first_and_only_what_opens_is_offered(cast, alice, sign_in):
    with override_settings(TWO_STEP_REQUIRED_OF=("admin", "director")):
        carol, page = sign_in(cast.carol), lambda browser: browser.get(reverse("mfa_index")).content.decode()
        assert "Until you have set one up" in page(carol)
        assert 'id="chapters"' not in page(carol)
        assert reverse("rights") not in page(carol)
        assert 'id="chapters"' in page(sign_in(alice))
        assert "Until you have set one up" not in page(sign_in(alice))
        settings_of_mine = {"name": "Carol", "language": "nb", "time_zone": "Europe/Oslo", "theme": "auto"}
        assert carol.post(reverse("me"), settings_of_mine).url == reverse("me")
        assert "Rollen din rekker langt" in page(carol)
        assert reverse("rights") not in carol.get(reverse("me")).content.decode()
        assert carol.post(reverse("account_logout")).url == LOGIN
        assert not is_in(carol)


@pytest.mark.parametrize(
    ("referer", "after_sign_in"),
    [
        ("http://testserver/accounts/61/?tab=team", "/accounts/61/?tab=team"),
        ("http://testserver.evil.example/accounts/61/", "/"),
        ("http://testserver//evil.example/", "/"),
        ("http://evil.example/accounts/61/", "/"),
        ("/accounts/61/", "/"),
        ("", "/"),
    ],
)
def test_who_sends_a_form_after_the_session_has_ended_comes_back_to_the_page_it_stood_on(referer, after_sign_in):
    answer = Client().post("/accounts/61/delete/", headers={"referer": referer})
    assert answer.url == f"{LOGIN}?{urlencode({'next': after_sign_in}, safe='/')}"


def test_who_asks_for_a_page_comes_to_it_after_sign_in(client):
    assert client.get(f"{HOME}?a=b").url == f"{LOGIN}?next={HOME}%3Fa%3Db"


INLINE = re.compile(r"<script(?![^>]*(src=|application/json))|<style|\sstyle=|\son\w+=")
PAGES = (
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
)
PUBLIC = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_sign_in_is_ours_and_holds_no_inline_script_or_style(alice, client, name):
    attempt(client, alice.email, PASSWORD)
    page = client.get(reverse(name))
    text = page.content.decode()
    assert page.status_code == 200
    assert "navbar-brand" in text
    assert not INLINE.search(text)


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
)
def test_the_pages_before_the_door_open_to_everybody(client, db, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert not INLINE.search(page.content.decode())


def test_a_passkey_is_asked_for_before_the_door(client, db):
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["rpId"] == "localhost"
