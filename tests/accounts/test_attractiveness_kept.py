"""The ranking comes from memory; whoever rates, publishes or takes back sees at once what reading all ratings gives."""

import csv
import io
from itertools import groupby

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.charts.attractiveness import flags, percent_words, raters_words, spread_words, total_words
from accounts.domain import attractiveness_raters
from accounts.models import Account, Assessment, CriteriaSet
from accounts.models.attractiveness_ranking import Ranking
from accounts.models.attractiveness_result import results
from kamplan.formats import number
from tests.accounts.rated import ALFA, BETA, CRITERIA, GAMMA, publish, rate
from tests.factories import AccountFactory, UserFactory

pytestmark = pytest.mark.django_db
OPEN, PARTLY = "9 6 - 5 6 9 4 10", "9 6 8 n 6 9 4 10"


@pytest.fixture
def accounts(cast):
    names = ("Østre", "Alfa", "Åsen", "alfa", "Beta", "Nobody")
    return [AccountFactory(name=name, unit=cast.account.unit, owner=cast.alice) for name in names]


def read_anew(accounts):
    """Place, account, what it comes to and its parts, from every rating there is."""
    found = [each for each in results(CriteriaSet.objects.current(), accounts) if each.combined]
    found.sort(key=lambda each: (-each.combined.middle, each.account.sort_key, each.account.pk))
    rows, place = [], 1
    for _middle, equals in groupby(found, key=lambda each: each.combined.middle):
        alike = list(equals)
        rows += [(place, each.account, each.combined, each.parts) for each in alike]
        place += len(alike)
    return rows


def kept(accounts):
    ranking = Ranking.of(accounts, CriteriaSet.objects.current())
    return [(each.place, each.account, each.combined, list(each.parts)) for each in ranking.told(ranking.order)]


def shown(client, address="/attractiveness/"):
    """The rows of the page, and those it must have by what is read anew."""
    page, criteria = client.get(address), CriteriaSet.objects.current().ordered()
    rows = [(each.place, each.account, *words) for each, *words in page.context["rows"]]
    asked = Account.objects.filter(pk__in=[account.pk for _place, account, *_words in rows])
    told = [
        (
            *(place, account, total_words(found), percent_words(found), raters_words(found.n), spread_words(found)),
            *(f"/accounts/{account.pk}/attractiveness/", [number(part.shown, 1) for part in parts]),
            flags(found, criteria),
        )
        for place, account, found, parts in read_anew(asked)
    ]
    return rows, told


def test_what_is_kept_is_what_reading_all_gives_after_every_rating(accounts, cast, sign_in):
    everybody, client = Account.objects.all(), sign_in(cast.alice)
    said = (ALFA, BETA, OPEN, ALFA, PARTLY)
    for rater in (cast.alice, cast.bob):
        for account, ratings in zip(accounts, said, strict=False):
            rate(account, rater, ratings)
            assert kept(everybody) == read_anew(everybody)
    assert [row[0] for row in kept(everybody)] == [1, 2, 3, 3, 5]
    rate(accounts[0], cast.alice, GAMMA)  # a change of mind
    assert kept(everybody) == read_anew(everybody)
    Assessment.objects.filter(account=accounts[4], rater=cast.bob).delete()
    assert kept(everybody) == read_anew(everybody)
    Assessment.objects.filter(account=accounts[3]).delete()
    assert kept(everybody) == read_anew(everybody)
    rows, told = shown(client)
    assert rows == told
    assert len(rows) == 4


def test_a_name_an_owner_and_who_may_see_it_are_asked_every_time(accounts, cast, sign_in):
    rate(accounts[1], cast.alice, ALFA)
    rate(cast.foreign_account, cast.dave, BETA)
    client = sign_in(cast.alice)
    assert shown(client)[0][0][1].name == "Alfa"
    account = Account.objects.get(pk=accounts[1].pk)
    account.name, account.owner = "Renamed", UserFactory(name="Somebody else")
    account.save()
    assert shown(sign_in(cast.carol))[0][0][1][1::2] == ("Renamed", "Somebody else")
    assert b"Renamed" in sign_in(cast.carol).get("/attractiveness/bars.svg").content
    assert shown(client)[0] == []
    assert [row[1].name for row in shown(sign_in(cast.dave))[0]] == [cast.foreign_account.name]


def test_another_set_in_use_begins_anew(accounts, cast, sign_in):
    rate(accounts[1], cast.alice, ALFA)
    client = sign_in(cast.alice)
    assert len(shown(client)[0]) == 1
    CriteriaSet.objects.update(state="retired")
    second = CriteriaSet.objects.create(name="Two", number=2)
    for slug, weight in zip(CRITERIA, (93, 1, 1, 1, 1, 1, 1, 1), strict=True):
        second.criteria.create(slug=slug, category="direct", name_en=slug, name_nb=slug, weight=weight)
    publish()
    assert shown(client)[0] == []
    assert b"No account is rated" in client.get("/attractiveness/bars.svg").content
    rate(accounts[1], cast.alice, ALFA)
    rows, told = shown(client)
    assert rows == told
    assert rows[0][2] == "885.0"


def test_a_choice_has_places_of_its_own(accounts, cast, sign_in):
    for account, ratings in zip(accounts, (BETA, ALFA, ALFA), strict=False):
        rate(account, cast.alice, ratings)
    mine = Account.objects.filter(pk__in=[accounts[1].pk, accounts[2].pk])
    assert kept(mine) == read_anew(mine)
    assert [row[0] for row in kept(mine)] == [1, 1]
    Account.objects.filter(pk=accounts[0].pk).update(sector="public")
    rows, told = shown(sign_in(cast.alice), "/attractiveness/?sector=public")
    assert rows == told
    assert [row[0] for row in rows] == [1]


def test_who_is_rated_is_not_offered_where_a_filter_hides_it(accounts, cast, sign_in):
    Account.objects.filter(pk=accounts[0].pk).update(sector="public")
    for account in accounts[:5]:
        rate(account, cast.alice, ALFA)
    client = sign_in(cast.alice)
    left = {accounts[5].name, cast.account.name}
    for address in ("/attractiveness/", "/attractiveness/?sector=public"):
        assert {account.name for account in client.get(address).context["unrated"]} == left
    for account in (accounts[5], cast.account):
        rate(account, cast.alice, ALFA)
    assert client.get("/attractiveness/").context["unrated"] == []


def test_a_page_shows_its_part_and_the_same_places_as_the_file(cast, sign_in):
    for number_of in range(53):
        account = AccountFactory(name=f"Account {number_of}", unit=cast.account.unit, owner=cast.alice)
        rate(account, cast.alice, " ".join(str((number_of * step) % 10 + 1) for step in range(1, 9)))
    client, everybody = sign_in(cast.alice), Account.objects.all()
    pages = [client.get(f"/attractiveness/?page={page}").context["rows"] for page in (1, 2)]
    assert [len(page) for page in pages] == [50, 3]
    told = [(place, account.name) for place, account, *_rest in read_anew(everybody)]
    assert [(each.place, each.account.name) for page in pages for each, *_words in page] == told
    lines = csv.DictReader(io.StringIO(client.get("/attractiveness/export.csv").content.decode("utf-8-sig")))
    assert [(int(line["Place"]), line["Account"]) for line in lines] == told


def test_a_visit_works_nothing_out_again(accounts, cast, sign_in, monkeypatch):
    for account in accounts:
        rate(account, cast.alice, ALFA)
    client = sign_in(cast.alice)
    client.get("/attractiveness/")
    counted = []
    for name in ("combined", "parts", "attractiveness"):
        real = getattr(attractiveness_raters, name)
        monkeypatch.setattr(
            attractiveness_raters, name, lambda *given, real=real: counted.append(given) or real(*given)
        )
    with CaptureQueriesContext(connection) as made:
        client.get("/attractiveness/")
    assert counted == []
    assert len(made) <= 11
    assert not any("accounts_rating" in query["sql"] for query in made)
    rate(accounts[0], cast.alice, BETA)
    client.get("/attractiveness/")
    assert len(counted) == 2  # the one account, by its one rater
