"""Key accounts on pages: the official list, what waits, the log, an account's own status, and who may what."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.changes.account import delete_account
from accounts.changes.key_status import choose_reach
from accounts.models import KeyStatus
from tests import factories
from tests.accounts import rated
from tests.accounts.key import bet, days, decided, last_of, nominated, round_opened
from tests.accounts.sold import record, sell

pytestmark = pytest.mark.django_db


def at(name, account):
    return reverse(name, args=[account.pk])


def page(client, address):
    return client.get(address).content.decode()


def nominate(client, account, **changes):
    return client.post(at("key_status_nominate", account), {"reason": "They grow", "seen": last_of(account), **changes})


def answer(client, account, said="yes", **changes):
    data = {"answer": said, "kind": "figures", "reason": "Class A for years", "on": days(0).isoformat()}
    return client.post(at("key_status_decide", account), {**data, "seen": last_of(account), **changes})


# --- nominating -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["alice", "bob", "mona", "carol"])
def test_whoever_sees_an_account_nominates_it(cast, sign_in, name):
    user = getattr(cast, name)
    assert nominate(sign_in(user), cast.account).url == at("account", cast.account)
    kept = KeyStatus.objects.get()
    assert (kept.act, kept.by, kept.reason, kept.holds) == ("nominated", user, "They grow", True)
    assert "They grow" in page(sign_in(cast.alice), at("account", cast.account))


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 1001])
def test_a_nomination_has_a_reason(cast, sign_in, reason):
    response = nominate(sign_in(cast.bob), cast.account, reason=reason)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert reason.strip() in response.content.decode()
    assert not KeyStatus.objects.exists()


def test_who_nominates_a_key_account_is_told_and_loses_nothing(cast, sign_in):
    decided(cast.account, cast.mona, reason="The largest")
    client = sign_in(cast.bob)
    assert client.get(at("key_status_nominate", cast.account)).url == at("key_status", cast.account)
    response = nominate(client, cast.account, reason="My long reason", seen=0)
    text = response.content.decode()
    assert response.status_code == 409
    assert "My long reason" in text
    assert "Mona decided it on" in text
    assert "The largest" in text
    assert KeyStatus.objects.count() == 1


def test_who_nominates_what_somebody_has_just_nominated_is_told(cast, sign_in):
    nominated(cast.account, cast.alice, "Mine first")
    response = nominate(sign_in(cast.bob), cast.account, seen=0)
    assert response.status_code == 409
    assert "Alice nominated it on" in response.content.decode()


def test_what_is_sent_about_a_deleted_account_is_kept_on_the_page(cast, sign_in):
    delete_account(account=cast.account, by=cast.alice, now=timezone.now())
    client = sign_in(cast.mona)
    for response in (
        nominate(client, cast.account, reason="My words"),
        answer(client, cast.account, reason="My words"),
    ):
        assert response.status_code == 409
        assert "My words" in response.content.decode()
        assert "Restore it from the bin first" in response.content.decode()
    assert client.get(at("key_status_decide", cast.account)).status_code == 404
    assert not KeyStatus.objects.exists()


def test_a_lost_customer_is_not_made_a_key_account(cast, sign_in):
    type(cast.account).objects.update(status="lost", status_reason="Price", status_date=days(-3))
    client = sign_in(cast.mona)
    for response in (nominate(client, cast.account), answer(client, cast.account)):
        assert response.status_code == 422
        assert "was lost on" in response.content.decode()
    assert not KeyStatus.objects.exists()


def test_one_withdraws_ones_own_nomination_only(cast, sign_in):
    nominated(cast.account, cast.bob)
    sign_in(cast.alice).post(at("key_status_withdraw", cast.account))
    assert KeyStatus.objects.get().act == "nominated"
    assert at("key_status_withdraw", cast.account) in page(sign_in(cast.bob), at("account", cast.account))
    assert at("key_status_withdraw", cast.account) not in page(sign_in(cast.alice), at("account", cast.account))
    sign_in(cast.bob).post(at("key_status_withdraw", cast.account))
    assert KeyStatus.objects.holding().get().act == "withdrawn"
    client = sign_in(cast.bob)
    response = client.post(at("key_status_withdraw", cast.account), follow=True)
    assert "no nomination to withdraw" in response.content.decode()
    assert KeyStatus.objects.count() == 2
    assert nominate(client, cast.account).status_code == 302


# --- deciding ---------------------------------------------------------------------------------------------------------
@time_machine.travel("2026-11-22 10:00")
def test_everybody_who_serves_it_reads_since_when_by_whom_why_and_by_which_figures(cast, sign_in):
    sell(cast.account, 1234)
    record()
    rated.rate(cast.account, cast.alice, rated.ALFA)
    nominated(cast.account, cast.bob)
    assert answer(sign_in(cast.mona), cast.account, kind="bet", follow_up="2027-03-01").status_code == 302
    text = page(sign_in(cast.bob), at("account", cast.account))
    for words in (
        *("Key account since 22 Nov 2026", "Strategic bet, without revenue", "Class A for years"),
        *("Mona decided it on 22 Nov 2026", "Follow-up on 1 Mar 2027", "A (Oct 2026)", "700.0 (Capon 1, 1 rater)"),
        *("NOK 1,234 in 12 months until Oct 2026", at("account_attractiveness", cast.account)),
        *(at("tier_story", cast.account), at("value", cast.account)),
    ):
        assert words in text, words


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_who_serves_it_does_not_decide(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    assert client.get(at("key_status_decide", cast.account)).status_code == 403
    assert answer(client, cast.account).status_code == 403
    assert at("key_status_decide", cast.account) not in page(client, at("account", cast.account))
    assert not KeyStatus.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "maybe"}, "answer"),
        ({"kind": ""}, "kind"),
        ({"kind": "feeling"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"kind": "bet"}, "follow_up"),
        ({"kind": "status", "follow_up": "soon"}, "follow_up"),
        ({"kind": "bet", "follow_up": days(0).isoformat()}, "follow_up"),
        ({"kind": "bet", "follow_up": "2199-01-01"}, "follow_up"),
        ({"on": days(1).isoformat()}, "on"),
        ({"on": days(-9).isoformat()}, "on"),
        ({"on": ""}, "on"),
    ],
)
def test_a_bad_decision_is_refused_and_kept(cast, sign_in, wrong, field):
    nominated(cast.account, cast.bob)
    response = answer(sign_in(cast.mona), cast.account, **{"reason": "My words", **wrong})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "My words" in response.content.decode() or field == "reason"
    assert KeyStatus.objects.count() == 1


def test_there_is_nothing_to_say_no_to_before_a_nomination(cast, sign_in):
    response = answer(sign_in(cast.carol), cast.account, "no")
    assert list(response.context["form"].errors) == ["answer"]
    nominated(cast.account, cast.bob)
    assert answer(sign_in(cast.carol), cast.account, "no", kind="").status_code == 302
    assert KeyStatus.objects.holding().get().act == "refused"


def test_a_key_account_is_confirmed_and_revoked(cast, sign_in):
    decided(cast.account, cast.mona, on=days(-30))
    client = sign_in(cast.carol)
    assert "Yes, it stays one" in page(client, at("key_status_decide", cast.account))
    answer(client, cast.account, kind="status", follow_up=days(90).isoformat())
    kept = KeyStatus.objects.key().get()
    assert (kept.act, kept.kind, kept.follow_up, kept.since) == ("confirmed", "status", days(90), days(-30))
    answer(client, cast.account, "no", kind="bet", follow_up=days(9).isoformat(), reason="They left the trade")
    kept = KeyStatus.objects.holding().get()
    assert (kept.act, kept.kind, kept.follow_up, kept.reason) == ("revoked", "", None, "They left the trade")
    story = page(sign_in(cast.bob), at("key_status", cast.account))
    assert [word in story for word in ("Made a key account", "Confirmed as key account", "They left the trade")] == [
        True
    ] * 3


def test_two_who_decide_at_once(cast, sign_in):
    seen = nominated(cast.account, cast.bob).pk
    client = sign_in(cast.mona)
    answer(sign_in(cast.carol), cast.account, "no", reason="Not now")
    response = answer(client, cast.account, seen=seen, reason="My words")
    text = response.content.decode()
    assert response.status_code == 409
    assert "Carol said no on" in text
    assert "Not now" in text
    assert "My words" in text
    assert KeyStatus.objects.holding().get().act == "refused"
    fields = response.context["form"].data
    assert answer(client, cast.account, seen=fields["seen"], reason="My words").status_code == 302
    assert KeyStatus.objects.key().get().reason == "My words"


@time_machine.travel("2026-11-22")
def test_who_decides_on_figures_that_have_moved_looks_again(cast, sign_in):
    client = sign_in(cast.mona)
    seen = client.get(at("key_status_decide", cast.account)).context["form"].initial["seen_figures"]
    sell(cast.account, 10)
    response = answer(client, cast.account, seen_figures=seen)
    assert response.status_code == 409
    assert "The figures have changed" in response.content.decode()
    assert answer(client, cast.account, seen_figures=response.context["form"].data["seen_figures"]).status_code == 302


def test_it_is_said_when_the_owner_has_many(cast, sign_in):
    for _number in range(16):
        decided(factories.AccountFactory(owner=cast.alice, unit=cast.account.unit), cast.mona)
    for address in (at("key_status_decide", cast.account), reverse("key_status_list")):
        assert "<b>Alice</b> has 16 key accounts" in page(sign_in(cast.mona), address)


# --- the list, what waits, the log ------------------------------------------------------------------------------------
@pytest.fixture
def known(cast):
    """A key account by the figures, a bet that is overdue, and one in Sweden."""
    second = factories.AccountFactory(name="Ålesund Bro", unit=cast.account.unit, owner=cast.mona, sector="public")
    decided(cast.account, cast.mona, on=days(-10))
    bet(second, cast.carol, follow_up=days(-2))
    decided(cast.foreign_account, cast.dave, reason="A secret of Sweden")
    return second


def names(client, query=""):
    return [row["account"].name for row in client.get(reverse("key_status_list") + query).context["rows"]]


def test_the_list_is_of_the_accounts_one_sees(cast, sign_in, known):
    assert names(sign_in(cast.carol)) == ["Nordvik Verft", "Ålesund Bro"]
    assert names(sign_in(cast.bob)) == ["Nordvik Verft"]
    assert names(sign_in(cast.dave)) == ["Mälarhamn Bygg"]
    assert names(sign_in(cast.stranger)) == names(sign_in(cast.ada)) == []
    assert "You see no accounts" in page(sign_in(cast.stranger), reverse("key_status_list"))


def test_before_the_first_decision_the_list_says_what_to_do(cast, sign_in):
    assert "Open an account and nominate it" in page(sign_in(cast.bob), reverse("key_status_list"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=bet", ["Ålesund Bro"]),
        ("?due=overdue", ["Ålesund Bro"]),
        ("?due=unconfirmed", ["Nordvik Verft", "Ålesund Bro"]),
        ("?sector=private", ["Nordvik Verft"]),
        ("?sort=-name", ["Ålesund Bro", "Nordvik Verft"]),
        ("?sort=since", ["Ålesund Bro", "Nordvik Verft"]),
        ("?sort=-since", ["Nordvik Verft", "Ålesund Bro"]),
        ("?sort=follow_up", ["Ålesund Bro", "Nordvik Verft"]),
        ("?sort=-follow_up", ["Ålesund Bro", "Nordvik Verft"]),
        ("?sort=owner", ["Nordvik Verft", "Ålesund Bro"]),
        ("?kind=nonsense&due=x&sort=y&owner=z", ["Nordvik Verft", "Ålesund Bro"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_the_address(cast, sign_in, known, query, found):
    round_opened(cast.carol)
    assert names(sign_in(cast.carol), query) == found


def test_the_list_is_narrowed_by_unit_and_owner(cast, sign_in, units, known):
    client = sign_in(cast.carol)
    assert names(client, f"?owner={cast.mona.pk}") == ["Ålesund Bro"]
    assert names(client, f"?unit={units.bergen.pk}") == ["Nordvik Verft", "Ålesund Bro"]
    assert names(client, f"?unit={units.sweden.pk}") == ["Nordvik Verft", "Ålesund Bro"]


def test_what_is_overdue_and_unconfirmed_is_marked(cast, sign_in, known):
    round_opened(cast.carol, "Spring")
    text = page(sign_in(cast.carol), reverse("key_status_list"))
    assert "overdue" in text
    assert text.count("not confirmed in Spring") == 2
    assert "2 to confirm, 1 follow-up" in text


def test_pages_and_files_say_the_same(cast, sign_in, known):
    client = sign_in(cast.carol)
    listed = client.get(reverse("key_status_csv") + "?kind=bet").content.decode("utf-8-sig").splitlines()
    assert len(listed) == 2
    assert listed[1].startswith('"Ålesund Bro","Strategic bet, without revenue",')
    log = client.get(reverse("key_status_log_csv")).content.decode("utf-8-sig")
    assert log.count("made a key account") == 2
    assert "A secret of Sweden" not in log
    due = client.get(reverse("key_status_due_csv")).content.decode("utf-8-sig").splitlines()
    assert due[1].startswith('"To follow up","Ålesund Bro",')
    assert (len(due), '"Yes","Carol, Mona"' in due[1]) == (2, True)
    for name in ("key_status_xlsx", "key_status_log_xlsx", "key_status_due_xlsx"):
        assert client.get(reverse(name)).content.startswith(b"PK")


def test_the_whole_list_where_a_director_has_opened_it(cast, sign_in, known):
    client = sign_in(cast.dave)
    assert "Nordvik Verft" not in page(client, reverse("key_status_list"))
    choose_reach(open_to_all=True, by=cast.carol)
    text = page(client, reverse("key_status_list"))
    assert "Nordvik Verft" in text
    assert "Class A for years" in text
    assert at("account", cast.account) not in text
    assert client.get(at("key_status", cast.account)).status_code == 404
    assert "Nordvik Verft" not in client.get(reverse("key_status_csv")).content.decode()


def test_a_list_that_is_not_whole_says_so(cast, sign_in, known):
    words, client = "The list shows the key accounts among those you own", sign_in(cast.alice)
    assert words in page(client, reverse("key_status_list"))
    choose_reach(open_to_all=True, by=cast.carol)
    assert words not in page(client, reverse("key_status_list"))


def test_what_waits_says_who_decides(cast, sign_in, known):
    third = factories.AccountFactory(name="Third", unit=cast.account.unit, owner=cast.alice)
    nominated(third, cast.alice, "Growing fast")
    round_opened(cast.carol)
    text = page(sign_in(cast.alice), reverse("key_status_due"))
    for words in ("Growing fast", "Carol, Mona", "0 of 1 key accounts are confirmed"):
        assert words in text, words
    assert "Mälarhamn" not in text


def test_what_is_in_a_class_for_key_accounts_is_offered(cast, sign_in):
    sell(cast.account, 100)
    record()
    text = page(sign_in(cast.bob), reverse("key_status_due"))
    assert "Nominate Nordvik Verft" in text
    assert "Nothing waits" in text


def test_the_start_page_shows_what_waits_for_the_reader(cast, sign_in, known):
    assert "Follow-up overdue" in page(sign_in(cast.mona), "/")
    assert "Key accounts: what waits" not in page(sign_in(cast.bob), "/")
    assert "Key accounts: what waits" not in page(sign_in(cast.dave), "/")


@pytest.mark.parametrize("name", ["key_status_list", "key_status_due", "key_status_log"])
def test_a_list_asks_the_database_as_often_for_many(cast, sign_in, known, name, django_assert_max_num_queries):
    round_opened(cast.carol)
    client = sign_in(cast.carol)
    client.get(reverse(name))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse(name))
    for _number in range(10):
        account = factories.AccountFactory(unit=cast.account.unit, owner=factories.UserFactory())
        bet(account, cast.mona, follow_up=days(-1))
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(name))
