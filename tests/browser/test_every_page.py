"""Every page in a real browser: nothing axe finds, nothing the content security policy stops, nothing too wide.

The pages come from the URL configuration and the reviewed table of permissions, so none can be forgotten.
"""

import pytest

from planning.changes.demo import make_surveys
from tests.browser.fitness import ALL_LOOKS, unfit
from tests.house.permissions import PAGES, Page
from tests.house.routes import routes
from tests.house.world import World

SHARES = 2  # so that two processes can divide the pages between them; each makes a world first
REFUSED = {"/no-such-page/": "404", "/portfolio/?since=tomorrow": "422"}  # the browser complains, as it ought to
PEOPLE = ("mona", "ada", "alice", "carol", "anonymous")

MORE = [  # (who, address) of what a route shows in other states
    ("mona", "/surveys/customer-survey-of-the-year/"),
    ("mona", "/surveys/importance-and-performance-a-published-study/"),
    ("mona", "/accounts/?q=nothing-has-this-name"),
    ("mona", "/accounts/?sort=-tier&filters=1"),
    ("mona", "/portfolio/?filters=1&sector=private"),
    ("mona", "/portfolio/?since=tomorrow"),
    ("stranger", "/portfolio/"),
    ("mona", "/pyramid/moves/?since=2020-01-01"),
    ("mona", "/pyramid/what-if/?cut0=50&cut1=60"),
    ("anonymous", "/no-such-page/"),
]


@pytest.fixture
def world(live_server):
    world = World()
    make_surveys(world.units.group, by=world.people.mona)
    return world


def visitor(world, page):
    """Somebody who may look at the page."""
    if not isinstance(page, Page):
        return "anonymous" if page.public else "mona"
    if page.public:
        return "anonymous"
    door = page.get
    for who in PEOPLE:
        if door.get(world.standing(who, "own", page.about), door["otherwise"]) == 200:
            return who
    raise AssertionError(f"nobody may see {page}")


def words(world, page, route):
    about = page.about if isinstance(page, Page) else "nothing"
    return world.things["own"][about].words if route.parameters else {}


def addresses(world, share):
    """(who, address) of every page there is to look at in this share."""
    return [*pages(world, list(routed(world))[share::SHARES]), *MORE[share::SHARES]]


def pages(world, places):
    """(who, address) of each page once, though several addresses may lead to it."""
    shown = {}
    for who, address in places:
        response = world.browsers[who].get(address, follow=True)
        if is_page(response):
            shown.setdefault((who, response.request["PATH_INFO"]), (who, address))
    return shown.values()


def routed(world):
    """(who, address) of every route somebody may look at."""
    for route in routes():
        page = PAGES.get(route.name, Page())  # a missing row is reported by the permission matrix
        given = words(world, page, route)
        if (page.get if isinstance(page, Page) else True) and route.parameters <= set(given):
            yield visitor(world, page), route.address(given)


def is_page(response):
    """Not a file to download, nor a part of a page that htmx puts into another.

    Nor a mail in its sandbox: axe would wait there for ever, and test_survey_pages.py looks at it.
    """
    sandboxed = "sandbox" in response.headers.get("Content-Security-Policy", "")
    return response.status_code == 200 and not sandboxed and b"<html" in b"".join(response)


def faults(world, visit, page, *, share, **looks):
    found = []
    for who, address in addresses(world, share):
        visit(address, world.browsers[who])
        found += [f"{address}: {fault}" for fault in unfit(page, expected=REFUSED.get(address, ""), **looks)]
    return found


@pytest.mark.browser
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_serves_everybody(world, visit, page, share):
    assert faults(world, visit, page, share=share) == []


@pytest.mark.browser
@pytest.mark.prove
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_serves_everybody_by_day_and_by_night_on_every_device(world, visit, page, share):
    assert faults(world, visit, page, share=share, looks=ALL_LOOKS) == []
