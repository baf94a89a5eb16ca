"""What every form must bring, generated from the URL configuration, and what refusals of no page at all carry.

What the answers of the pages carry is looked at along with who may see them: test_permission_matrix.
"""

import pytest
from django.http import HttpResponseForbidden
from django.test import Client

from tests import factories
from tests.house.guards import missing
from tests.house.routes import routes
from tests.house.world import BACKEND

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in routes()}
EXEMPT = {"unsubscribe_at_once"}  # the button of a mail program, which has no token to bring; its address is a secret
WORDS = {
    **dict.fromkeys(("pk", "account_pk", "role_pk", "survey", "uidb36"), 1),
    **dict.fromkeys(("slug", "name", "token"), "a"),
    "kind": "revenue",
    "key": "a-b",
}


def without_token(request, reason):
    return HttpResponseForbidden(f"no token: {request.method}")


@pytest.fixture
def strict(db, settings):
    """A browser in which somebody has signed in; what is refused for want of a token is told in a word."""
    settings.CSRF_FAILURE_VIEW = f"{__name__}.without_token"
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(factories.UserFactory(), backend=BACKEND)
    return strict


@pytest.mark.parametrize("address", ["/no-such-page/", "/accounts/0/", "/people/99999999999999999999/"])
def test_refusals_are_guarded_too(address, sign_in):
    assert missing(sign_in(factories.UserFactory()).get(address)) == []


def test_form_without_token_is_refused(strict):
    """Whether the route takes forms or not: nothing that changes anything gets past without the token."""
    for name in sorted(set(ROUTES) - EXEMPT):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = strict.generic(method, ROUTES[name].address(WORDS))
            assert (name, answer.status_code, answer.content) == (name, 403, f"no token: {method}".encode())


def test_listed_pages_alone_are_exempt_from_the_token():
    assert {name for name, route in ROUTES.items() if getattr(route.view, "csrf_exempt", False)} == EXEMPT
