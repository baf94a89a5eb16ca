"""Every route x method x person x own or foreign object, generated from the URL configuration.

Who may what does not hang on the database. On SQLite everybody tries every door each time; on PostgreSQL one person for
each answer opens every page and sends every form. In the longer proofs nobody speaks for anybody, on either.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from accounts.access import account_to_edit
from accounts.models import Account
from surveys.models.visit import HELD
from tests.house.guards import REFERRER, missing
from tests.house.permissions import PAGES, SignIn
from tests.house.routes import routes
from tests.house.world import World
from tests.house.written import Written, unnoted
from tests.migrated import on_postgresql
from tests.taken_back import taken_back

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PASSERS_BY = ("anonymous", "gone", "erik")  # whoever has no living session
SEEN_AT_EVERY_REQUEST = (Session, UserSession)
# A method the page does not know is refused by its name alone: one who signed in and one who did not speak for all of
# them, because the answer is given before anything but session and user is read.
BY_THE_METHOD = ("anonymous", "alice")
KNOWN_OF_THE_VISITOR = {"django_session", "accounts_user"}
pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in routes()}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once, with a checksum of what it was; every request is taken back."""
    with django_db_blocker.unblock(), taken_back():
        world = World()
        world.checksum = checksum()
        yield world


def checksum(tables=None):
    """A count and a hash of the rows of every table, or of these."""
    sums = {}
    for model in apps.get_models(include_auto_created=True):
        if model not in SEEN_AT_EVERY_REQUEST and (tables is None or model._meta.db_table in tables):
            rows = [[plain(cell) for cell in row] for row in model._base_manager.order_by("pk").values_list()]
            sums[model._meta.label] = (len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
    return sums


class Trial(NamedTuple):
    """One person's request, and the answer it ought to get."""

    who: str
    address: str
    body: dict[str, Any] | None
    expected: int
    page: tuple[Any, ...]


class Watch:
    """The tables read and written meanwhile: the others cannot have changed, and need not be summed up."""

    READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PREPARE HELD")
    NAMED = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)', re.IGNORECASE)

    def __enter__(self):
        self.read, self.written = set(), set()
        self.wrapper = connection.execute_wrapper(self.look)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *fault):
        return self.wrapper.__exit__(*fault)

    def look(self, execute, sql, parameters, many, context):
        told = HELD if sql.startswith("EXECUTE held ") else sql  # which PostgreSQL knows by its name
        reads, tables = told.lstrip().upper().startswith(self.READING), set(self.NAMED.findall(told))
        assert reads or tables, f"What does this write? {sql}"
        (self.read if reads else self.written).update(tables)
        return execute(sql, parameters, many, context)


def plain(cell):
    return bytes(cell) if isinstance(cell, memoryview) else cell  # PostgreSQL's way to give binary content


def changed_tables(world, tables=None):
    return {table for table, found in checksum(tables).items() if found != world.checksum[table]}


def ask(world, who, method, address, body=None):
    """One request; the browser keeps none of the cookies it is given."""
    client = world.browsers[who]
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method.lower())(address, body) if body else getattr(client, method.lower())(address)
    client.cookies = cookies
    return response


def everybody(trials):
    return trials


def one_for_each_answer(trials):
    return list({trial.expected: trial for trial in reversed(trials)}.values())


@dataclass(frozen=True)
class Crowd:
    """Who tries, and how."""

    name: str
    methods: tuple[str, ...] = METHODS
    chosen: Callable[[list[Trial]], list[Trial]] = everybody
    spares: bool = True  # leaves out, or does not write out, what is known to be the same for others


EVERYBODY = Crowd("everybody")
EACH = Crowd("each", spares=False)
SPOKESMEN = Crowd("spokesmen", ("GET", "POST"), one_for_each_answer)
CROWDS = [SPOKESMEN if on_postgresql() else EVERYBODY, pytest.param(EACH, marks=pytest.mark.prove)]


def deviations(route, world, crowd=EVERYBODY):
    """What differs from the table, a line each."""
    page = PAGES[route.name]
    check = check_sign_in if isinstance(page, SignIn) else check_page
    world.written = Written(spares=crowd.spares)
    with unnoted():
        return [line for method in crowd.methods for line in check(route, page, method, world, crowd)]


def trials_of(route, page, method, world, crowd=EVERYBODY):
    return [trial(route, page, method, world, *each) for each in everyone_and_whose(page, method, world, crowd)]


def check_page(route, page, method, world, crowd):
    known = page.door(method) is not None  # else refused before the address is looked at
    chosen = one_for_each_answer if method == "HEAD" and crowd.spares else crowd.chosen  # what answers GET answers it
    trials = chosen(trials_of(route, page, method, world, crowd))
    with taken_back(), Watch() as watch:
        for trial in trials:
            if trial.expected != 200:
                yield from check_refusal(route, world, method, trial)
        if changed := changed_tables(world, watch.written):
            yield f"{method} {route.pattern}: refused, but changed {changed}"
        if not known and (read := watch.read - KNOWN_OF_THE_VISITOR):
            yield f"{method} {route.pattern}: looks into {read}, so that it may be another answer for another person"
    for trial in trials:
        if trial.expected == 200 and method != "HEAD":  # the same page as GET, without its body
            with taken_back(), Watch() as watch:
                yield from check_success(route, world, method, trial)
                if method == "POST" and page.changes and not changed_tables(world, watch.written):
                    yield f"{trial.who} {method} {trial.address}: nothing changed, so that refusing it proves nothing"


def everyone_and_whose(page, method, world, crowd):
    """Who tries it, and on whose object."""
    both = ("own", "foreign") if page.door(method) is not None and page.about != "nothing" else ("own",)
    return [(who, whose) for whose in both for who in people(page, method, world, crowd)]


def people(page, method, world, crowd):
    """Everybody, or who speaks for all others."""
    return BY_THE_METHOD if crowd.spares and page.door(method) is None else tuple(world.browsers)


def trial(route, page, method, world, who, whose):
    thing = world.things[whose][page.about]
    door = page.door(method)
    if who in PASSERS_BY and not page.public:
        expected = 302
    elif door is None:
        expected = 405
    else:
        expected = door.get(world.standing(who, whose, page.about), door["otherwise"])
    body = page.body(world, thing.it) if method == "POST" else None
    address = route.address(thing.words)
    answer = page_of(world, who, whose, page.about) if expected == 200 else (address,)
    return Trial(who, address, body, expected, answer)


def page_of(world, who, whose, about):
    """Equal for those whose pages only differ in names: of the same standing, with the same to see and not to see."""
    return (who if who in PASSERS_BY else world.standing(who, whose, about), world.outlook(who, whose))


def check_refusal(route, world, method, trial):
    with world.written.once(("GET" if method == "HEAD" else method, trial.expected, *trial.page)):
        response = ask(world, trial.who, method, trial.address, trial.body)
    where, expected = f"{trial.who} {method} {trial.address}", trial.expected
    if response.status_code != expected:
        yield f"{where}: {response.status_code} instead of {expected}"
    if expected == 302 and not response.headers.get("Location", "").startswith(reverse("account_login")):
        yield f"{where}: does not lead to the sign-in page but to {response.headers.get('Location')}"
    if leaks := world.leaks(response, None):
        yield f"{where}: tells {leaks}"
    if lacks := missing(response, referrer_of(route, expected)):
        yield f"{where}: is not guarded by {lacks}"


def referrer_of(route, expected):
    """The address of a personal link is a secret. It shows no form, which a browser would send with "Origin: null"."""
    return ("no-referrer",) if route.name == "survey_link" and expected != 405 else REFERRER


def check_success(route, world, method, trial):
    with world.written.once((method, *trial.page)):
        response = ask(world, trial.who, method, trial.address, trial.body)
    where = f"{trial.who} {method} {trial.address}"
    if not (response.status_code < 400 or response.status_code in (409, 422)):
        yield f"{where}: {response.status_code} instead of a page that works"
    if response.headers.get("Location", "").startswith(reverse("account_login")):
        yield f"{where}: leads to the sign-in page"
    if leaks := world.leaks(response, trial.who):
        yield f"{where}: tells {leaks}"
    if lacks := missing(response, referrer_of(route, trial.expected)):
        yield f"{where}: is not guarded by {lacks}"


def check_sign_in(route, page, method, world, crowd):
    """The library's own tests say who; here: no fault, nothing told, and private pages are private."""
    if method == "HEAD":  # the same page as GET, without its body
        return
    address = route.address({"pk": 1, "uidb36": "1", "key": "a-b"})
    for who in visitors(world, method, crowd):
        with taken_back():
            response = ask(world, who, method, address)
        if response.status_code >= 500 or world.leaks(response, who) or missing(response):
            yield f"{who} {method} {address}: {response.status_code} {world.leaks(response, who)} {missing(response)}"
        if who in PASSERS_BY and not page.public and response.status_code != 302:
            yield f"{who} {method} {address}: {response.status_code} instead of 302"


def visitors(world, method, crowd):
    """Everybody, or one of each role, or one who signed in and one who did not."""
    if not crowd.spares:
        return world.browsers
    if crowd is SPOKESMEN or method not in ("GET", "POST"):
        return BY_THE_METHOD
    roles = {world.standing(who, "own", "nothing"): who for who in world.browsers if who not in PASSERS_BY}
    return (*PASSERS_BY, *roles.values())


def test_every_route_has_a_name_of_its_own():
    assert {name: count for name, count in Counter(route.name for route in routes()).items() if count > 1} == {}


def test_every_route_has_a_row_and_every_row_a_route():
    assert set(ROUTES) == set(PAGES)


def test_public_pages_are_the_listed_ones():
    assert {name for name, route in ROUTES.items() if route.is_public} == {n for n, p in PAGES.items() if p.public}


@pytest.mark.parametrize("name", sorted(set(ROUTES) & set(PAGES)))
@pytest.mark.parametrize("crowd", CROWDS, ids=attrgetter("name"))
def test_everybody_gets_what_the_table_says(name, crowd, world):
    if lines := deviations(ROUTES[name], world, crowd):
        pytest.fail("\n".join(lines), pytrace=False)


def test_open_door_is_noticed(world, monkeypatch):
    def open_to_all(user, pk):
        return Account.objects.for_reader(user).select_related("unit").get(pk=pk)

    monkeypatch.setattr("accounts.views.account_history.account_to_view", open_to_all)
    route, page = ROUTES["account_history"], PAGES["account_history"]
    lines = deviations(route, world)
    strangers = {tried.who for tried in trials_of(route, page, "GET", world) if tried.expected == 404}
    assert {line.split()[0] for line in lines if line.endswith("200 instead of 404")} == strangers
    assert any("tells {'canary" in line for line in lines)


def change_by_the_model():
    Account.objects.update(region="changed")


def change_by_hand():
    with connection.cursor() as cursor:
        cursor.execute("update accounts_account set region = 'changed'")


@pytest.mark.parametrize("change", [change_by_the_model, change_by_hand])
def test_writing_before_refusing_is_noticed(world, monkeypatch, change):
    def write_first(user, pk):
        change()
        return account_to_edit(user, pk)

    monkeypatch.setattr("accounts.views.account.account_to_edit", write_first)
    found = "\n".join(deviations(ROUTES["account_edit"], world))
    assert "refused, but changed {'accounts.Account'}" in found


def test_looking_before_refusing_a_method_is_noticed(world, monkeypatch):
    def look_first(methods):
        Account.objects.exists()
        return HttpResponseNotAllowed(methods)

    monkeypatch.setattr("django.views.decorators.http.HttpResponseNotAllowed", look_first)
    found = "\n".join(deviations(ROUTES["account_history"], world))
    assert "DELETE /accounts/<int:pk>/history/: looks into {'accounts_account'}" in found


def test_missing_guard_is_noticed(world, monkeypatch):
    unguarded = "django.middleware.clickjacking.XFrameOptionsMiddleware.process_response"
    monkeypatch.setattr(unguarded, lambda middleware, request, response: response)
    lines = deviations(ROUTES["account_history"], world)
    assert lines
    assert all(line.endswith("is not guarded by ['X-Frame-Options: None']") for line in lines)


def test_leak_is_noticed(world):
    response = HttpResponse(f"<p>{world.people.account.name}</p>")
    assert len(world.leaks(response, None)) == len(world.leaks(response, "dave")) == 1
    assert world.leaks(response, "bob") == set()
