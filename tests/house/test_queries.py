"""No page asks the database more than twelve times: every page of the URL configuration, as whoever sees most of it."""

from contextlib import contextmanager

import pytest
from django.db import connection

from planning.changes.demo import make_surveys
from surveys.models.survey import live_tallies
from tests.house.permissions import PAGES, Page
from tests.house.routes import routes
from tests.house.world import World
from tests.taken_back import taken_back

pytestmark = pytest.mark.django_db
MOST = 12
# What a process asks that keeps nothing in memory yet: the first reader after a start, an import or a judgement.
COLD = {"matrix": 27, "portfolio": 27}
PEOPLE = ("mona", "ada", "carol", "alice", "anonymous")
ROUTES = {route.name: route for route in routes() if isinstance(PAGES.get(route.name), Page) and PAGES[route.name].get}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        world = World()
        make_surveys(world.units.group, by=world.people.mona)
        yield world


@contextmanager
def asked():
    """The questions put to the database meanwhile."""
    questions = []

    def note(execute, sql, *more):
        questions.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        yield questions


def visitor(world, page):
    """The first who may look at it: who sees more comes first."""
    standings = {who: page.get.get(world.standing(who, "own", page.about), page.get["otherwise"]) for who in PEOPLE}
    return "anonymous" if page.public else next(who for who, answer in standings.items() if answer == 200)


def questions_of(world, who, name):
    """Of a page; none of a file, which may take its time."""
    address = ROUTES[name].address(world.things["own"][PAGES[name].about].words)
    with taken_back(), asked() as questions:
        answer = world.browsers[who].get(address)
    return questions if "html" in answer.headers.get("Content-Type", "") else []


def too_many(world, who, name):
    """Of a process that is at work; see COLD for one that has just begun."""
    if name in COLD:
        questions_of(world, who, name)
    questions = questions_of(world, who, name)
    return [f"{who} at {name}: {len(questions)} queries", *questions] if len(questions) > MOST else []


def test_no_page_asks_more_than_twelve_times(world):
    live_tallies.cache_clear()
    visits = [(visitor(world, PAGES[name]), name) for name in ROUTES]
    if lines := [line for who, name in visits for line in too_many(world, who, name)]:
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.parametrize("name", COLD)
def test_nor_does_the_first_reader_wait_for_many_more(world, name):
    questions = questions_of(world, visitor(world, PAGES[name]), name)
    assert MOST < len(questions) <= COLD[name]


@pytest.mark.parametrize("who", ["mona", "ada", "carol", "alice", "bob", "kim"])
def test_nor_does_the_start_page_of_anybody(world, who):
    assert too_many(world, who, "home") == []


def test_one_question_more_is_noticed(world, monkeypatch):
    with taken_back(), asked() as questions:
        world.browsers["mona"].get("/")
    monkeypatch.setattr("tests.house.test_queries.MOST", len(questions) - 1)
    assert too_many(world, "mona", "home")[1:] == questions


def test_exceptions_are_pages():
    assert set(COLD) <= set(ROUTES)
