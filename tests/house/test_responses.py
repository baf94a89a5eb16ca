"""What every answer carries, and what every form must bring: generated from the URL configuration."""

import pytest
from django.test import Client

from tests.house.permissions import PAGES, Page
from tests.house.routes import routes
from tests.house.world import BACKEND, World
from tests.taken_back import taken_back

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in routes()}
EXEMPT = {"unsubscribe_at_once"}  # the button of a mail program, which has no token to bring; its address is a secret
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        yield World()


def address_of(name, world):
    page = PAGES[name]
    words = world.things["own"][page.about].words if isinstance(page, Page) else {"pk": 1, "uidb36": "1", "key": "a-b"}
    return ROUTES[name].address(words)


def missing(response, referrer=("same-origin", "strict-origin")):
    """What an answer ought to carry and does not, or carries and ought not to."""
    given = response.headers
    found = [f"{name}: {given.get(name)}" for name, value in HEADERS.items() if value not in given.get(name, "")]
    found += [] if given.get("Referrer-Policy") in referrer else [f"Referrer-Policy: {given.get('Referrer-Policy')}"]
    policy = given.get("Content-Security-Policy", "")
    found += sorted(POLICY - {part.strip() for part in policy.split(";")})
    found += ["unsafe"] if "unsafe" in policy else []
    return found + (["Server"] if "Server" in given else [])


@pytest.mark.parametrize("name", sorted(ROUTES))
@pytest.mark.parametrize("who", ["anonymous", "alice"])
def test_every_answer_is_guarded(name, who, world):
    with taken_back():
        answer = world.browsers[who].get(address_of(name, world))
    # it shows no form, which a browser would send with "Origin: null", and its own address is a secret
    more = {"referrer": ("no-referrer",)} if name == "survey_link" else {}
    assert missing(answer, **more) == []


@pytest.mark.parametrize("address", ["/no-such-page/", "/accounts/0/", "/people/99999999999999999999/"])
def test_refusals_are_guarded_too(address, world):
    assert missing(world.browsers["alice"].get(address)) == []


@pytest.fixture(scope="module")
def strict(world):
    """A browser in which mona has signed in; what it is refused leaves it as it is."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(world.people.mona, backend=BACKEND)
    return strict


@pytest.mark.parametrize("name", sorted(set(ROUTES) - EXEMPT))
def test_form_without_token_is_refused(name, strict, world):
    """Whether the route takes forms or not: nothing that changes anything gets past without the token."""
    for method in (strict.post, strict.put, strict.patch, strict.delete):
        assert method(address_of(name, world)).status_code == 403


def test_listed_pages_alone_are_exempt_from_the_token():
    assert {name for name, route in ROUTES.items() if getattr(route.view, "csrf_exempt", False)} == EXEMPT
