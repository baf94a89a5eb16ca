"""A link's secret leaves the browser once, in the request that opens it, and with no other."""

import pytest
from django.urls import reverse

from tests.surveys.answering import ask

pytestmark = pytest.mark.browser


@pytest.fixture
def opening(page):
    """Opens an address; (address, referrer) of every request that makes."""
    requests = []
    page.on("request", lambda request: requests.append(request))

    def opened(address):
        requests.clear()
        page.goto(address, wait_until="networkidle")
        return [(request.url, request.all_headers().get("referer", "")) for request in requests]

    return opened


def test_no_request_carries_the_link_of_another(opening, live_server, django_db_serialized_rollback):
    token = ask().token
    for secret in (token, token[:-1]):  # one that opens the form, one that leads nowhere and stays
        address = live_server.url + reverse("survey_link", args=[secret])
        first, *others = opening(address)
        assert first == (address, "")
        assert others
        assert not [each for each in others if secret[:20] in "".join(each)]

    _link, form, *others = opening(live_server.url + reverse("survey_link", args=[token]))
    assert any(referrer == form[0] for _address, referrer in others)
