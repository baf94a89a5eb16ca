"""What people write down about an account's worth: kept with its history, refused with what was typed, never lost."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.changes.account import purge_accounts
from accounts.changes.worth import keep_found
from accounts.models import KamEffort, Role, ServiceArea, SwitchingLine, WalletRank, WorthTerms
from kamplan.history import Conflict
from tests.factories import RoleFactory

LINE = {
    "bearer": "customer",
    "kind": "learning",
    "description": "Training",
    "once": "1234.50",
    "yearly": "",
    "years": "",
    "currency": "NOK",
    "confidence": "estimate",
    "version": "",
}
EFFORT = {"year": "2026", "hours": "12.5", "hourly": "900", "amount": "", "currency": "NOK", "note": "", "version": ""}
TERMS = {
    "retention": "72.5",
    "interest": "",
    "years": "",
    "paid_now": "True",
    "margin": "",
    "winning": "",
    "agreed_until": "2028-01-31",
    "reason": "Told in May",
    "version": "0",
}
MAY, DELETED = date(2026, 5, 1), datetime(2020, 1, 1, tzinfo=UTC)
HOUSE = {"retention": "85", "interest": "9", "years": "5", "paid_now": "False", "reason": "", "version": "0"}


@pytest.fixture
def cloud(db):
    return ServiceArea.objects.create(name="Cloud")


@pytest.fixture
def rank(cloud):
    return {
        "area": cloud.pk,
        "suppliers": "3",
        "place": "1",
        "level_with": "1",
        "source": "Erik",
        "on": "2026-05-01",
        "version": "",
    }


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def at(name, cast, *more):
    return reverse(name, args=[cast.account.pk, *more])


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_a_switching_cost_is_added_edited_removed_and_remembered(alice, cast):
    assert alice.get(at("worth_switching_add", cast)).status_code == 200
    assert alice.post(at("worth_switching_add", cast), LINE).status_code == 302
    line = SwitchingLine.objects.get()
    assert (line.once, line.yearly) == (Decimal("1234.50"), None)
    edit = at("worth_switching_edit", cast, line.pk)
    assert 'name="version" value="1"' in page(alice, edit)
    body = {**LINE, "once": "", "yearly": "500", "years": "3", "version": "1"}
    assert alice.post(edit, body).status_code == 302
    assert alice.post(at("worth_switching_remove", cast, line.pk)).status_code == 302
    assert not SwitchingLine.objects.exists()
    told = page(alice, at("worth_story", cast))
    for words in (
        "Switching cost: Training: Added",
        "Switching cost: Training: Changed",
        "Deleted",
        "Alice",
        "1,234.5",
    ):
        assert words in told


def test_norwegians_write_commas_and_blanks(cast, sign_in):
    cast.alice.language = "nb"
    cast.alice.save()
    client = sign_in(cast.alice)
    assert client.post(at("worth_switching_add", cast), {**LINE, "once": "1234,50"}).status_code == 302
    line = SwitchingLine.objects.get()
    assert line.once == Decimal("1234.50")
    assert 'value="1234,50"' in page(client, at("worth_switching_edit", cast, line.pk))


@pytest.mark.parametrize(
    "wrong",
    [
        {"once": "", "yearly": ""},
        {"yearly": "5"},
        {"years": "5"},
        {"once": "-1"},
        {"once": "x"},
        {"yearly": "5", "years": "31"},
        {"kind": "nonsense"},
        {"bearer": ""},
        {"description": ""},
        {"currency": "XXX9"},
        {"kind": "", "once": ""},
        {"kind": "", "yearly": "5"},
    ],
)
def test_a_faulty_line_is_refused_and_what_was_typed_stays(alice, cast, wrong):
    answer = alice.post(at("worth_switching_add", cast), {**LINE, **wrong})
    assert answer.status_code == 422
    assert not SwitchingLine.objects.exists()
    assert "Constraint" not in answer.content.decode()
    if "description" not in wrong:
        assert 'value="Training"' in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"place": "4"}, {"place": "3"}, {"place": "0"}, {"level_with": "3"}, {"source": ""}, {"area": "0"}]
)
def test_a_faulty_place_is_refused(alice, cast, rank, wrong):
    assert alice.post(at("worth_wallet_add", cast), {**rank, **wrong}).status_code == 422
    assert not WalletRank.objects.exists()


def test_a_category_is_ranked_once_and_offered_as_asked(alice, cast, cloud, rank):
    assert f'value="{cloud.pk}" selected' in page(alice, at("worth_wallet_add", cast) + f"?area={cloud.pk}")
    assert alice.post(at("worth_wallet_add", cast), rank).status_code == 302
    assert alice.post(at("worth_wallet_add", cast), rank).status_code == 422
    assert WalletRank.objects.get().level_with == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": ""},
        {"hourly": ""},
        {"amount": "5"},
        {"hours": "", "hourly": ""},
        {"year": "1492"},
        {"year": "", "hours": ""},
    ],
)
def test_a_faulty_effort_is_refused(alice, cast, wrong):
    answer = alice.post(at("worth_effort_add", cast), {**EFFORT, **wrong})
    assert answer.status_code == 422
    assert "Constraint" not in answer.content.decode()
    assert not KamEffort.objects.exists()


def test_a_year_costs_once(alice, cast):
    assert alice.post(at("worth_effort_add", cast), EFFORT).status_code == 302
    assert alice.post(at("worth_effort_add", cast), EFFORT).status_code == 422
    assert KamEffort.objects.get().cost == 11_250


def test_terms_are_the_accounts_own_or_empty_as_the_house_has_them(alice, cast):
    assert 'placeholder="80.0 %"' in page(alice, at("worth_terms", cast))
    assert alice.post(at("worth_terms", cast), TERMS).status_code == 302
    terms = WorthTerms.objects.get()
    assert (terms.retention, terms.interest, terms.paid_now) == (Decimal("72.5"), None, True)
    assert alice.post(at("worth_terms", cast), {**TERMS, "retention": "101", "version": "1"}).status_code == 422
    assert alice.post(at("worth_terms", cast), {**TERMS, "paid_now": "", "version": "1"}).status_code == 302
    terms.refresh_from_db()
    assert terms.paid_now is None


def test_the_house_has_no_gaps_and_is_decided_at_the_top(cast, units, sign_in):
    RoleFactory(user=cast.carol, unit=units.group, kind=Role.Kind.DIRECTOR)
    address = reverse("worth_terms_of_house")
    assert sign_in(cast.alice).get(address).status_code == 403
    carol = sign_in(cast.carol)
    assert "Nobody has decided yet" in page(carol, address)
    assert carol.post(address, {**HOUSE, "years": ""}).status_code == 422
    assert carol.post(address, HOUSE).status_code == 302
    assert "Nobody has decided yet" not in page(carol, address)
    assert WorthTerms.objects.get(account=None).retention == 85


# --- two at once ------------------------------------------------------------------------------------------------------
def test_two_who_edit_at_once_choose_field_by_field(alice, cast, sign_in):
    alice.post(at("worth_switching_add", cast), LINE)
    edit = at("worth_switching_edit", cast, SwitchingLine.objects.get().pk)
    sign_in(cast.mona).post(edit, {**LINE, "once": "777", "version": "1"})
    answer = alice.post(edit, {**LINE, "once": "555", "version": "1"})
    assert answer.status_code == 409
    told = answer.content.decode()
    assert 'value="777' in told
    assert 'value="555' in told
    assert SwitchingLine.objects.get().once == 777
    assert alice.post(edit, {**LINE, "once": "555", "version": "2"}).status_code == 302


def test_two_who_write_terms_for_the_first_time_at_once(alice, cast):
    alice.post(at("worth_terms", cast), TERMS)
    answer = alice.post(at("worth_terms", cast), {**TERMS, "retention": "50", "version": "0"})
    assert answer.status_code == 409
    assert WorthTerms.objects.get().retention == Decimal("72.5")


def test_who_adds_the_same_a_moment_later_keeps_what_was_typed(alice, cast, monkeypatch):
    def late(*, row, seen, by):
        raise Conflict

    monkeypatch.setattr("accounts.views.worth_entry.keep_found", late)
    answer = alice.post(at("worth_switching_add", cast), LINE)
    assert answer.status_code == 422
    assert "Somebody has just written down the same" in answer.content.decode()
    assert 'value="1234.50"' in answer.content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_database_lets_one_of_two_pass(cast):
    keep_found(row=KamEffort(account=cast.account, year=2026, amount=5, currency="NOK"), seen=0, by=cast.alice)
    with pytest.raises(Conflict):
        keep_found(row=KamEffort(account=cast.account, year=2026, amount=6, currency="NOK"), seen=0, by=cast.alice)
    assert KamEffort.objects.get().amount == 5


# --- constraints ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "row",
    [
        lambda account, area: SwitchingLine(account=account, kind="learning", description="x"),
        lambda account, area: SwitchingLine(account=account, kind="learning", description="x", once=-1),
        lambda account, area: SwitchingLine(account=account, kind="learning", description="x", yearly=1),
        lambda account, area: SwitchingLine(account=account, kind="learning", description="x", once=1, years=1),
        lambda account, area: SwitchingLine(account=account, kind="nonsense", description="x", once=1),
        lambda account, area: SwitchingLine(account=account, kind="learning", description="", once=1),
        lambda account, area: KamEffort(account=account, year=2026),
        lambda account, area: KamEffort(account=account, year=2026, hours=1, hourly=1, amount=1),
        lambda account, area: KamEffort(account=account, year=1066, amount=1),
        lambda account, area: WalletRank(account=account, area=area, place=3, suppliers=2, source="x", on=MAY),
        lambda account, area: WalletRank(
            account=account, area=area, place=1, suppliers=2, level_with=2, source="x", on=MAY
        ),
        lambda account, area: WalletRank(account=account, area=area, place=1, suppliers=2, on=MAY),
        lambda account, area: WorthTerms(account=account, retention=101),
        lambda account, area: WorthTerms(account=None, retention=80),
        lambda account, area: WorthTerms(account=None, retention=80, interest=9, years=5, paid_now=True, margin=1),
    ],
)
def test_the_database_refuses(cast, cloud, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row(cast.account, cloud).save()


def test_the_database_keeps_one_row_of_the_house(db):
    terms = {"retention": 80, "interest": 9, "years": 5, "paid_now": True}
    WorthTerms.objects.create(**terms)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorthTerms.objects.create(**terms)


# --- rights and the end -----------------------------------------------------------------------------------------------
def test_readers_read_and_do_not_write(cast, cloud, rank, sign_in):
    for reader in (cast.bob, cast.carol):
        client = sign_in(reader)
        assert client.get(at("worth", cast)).status_code == 200
        assert at("worth_switching_add", cast) not in page(client, at("worth", cast))
        for name, body in (("switching", LINE), ("wallet", rank), ("effort", EFFORT)):
            assert client.post(at(f"worth_{name}_add", cast), body).status_code == 403
        assert client.post(at("worth_terms", cast), TERMS).status_code == 403
    assert sign_in(cast.dave).get(at("worth", cast)).status_code == 404


def test_a_row_of_another_account_is_not_found(cast, sign_in):
    line = SwitchingLine.objects.create(
        account=cast.foreign_account, kind="learning", description="x", once=1, currency="NOK"
    )
    assert sign_in(cast.alice).get(at("worth_switching_edit", cast, line.pk)).status_code == 404


def test_what_was_found_goes_with_the_account_history_included(alice, cast, cloud, rank):
    for name, body in (("switching", LINE), ("wallet", rank), ("effort", EFFORT)):
        alice.post(at(f"worth_{name}_add", cast), body)
    alice.post(at("worth_terms", cast), TERMS)
    cast.account.deleted_at = DELETED
    cast.account.save()
    purge_accounts(now=DELETED.replace(year=2021))
    for model in (SwitchingLine, WalletRank, KamEffort, WorthTerms):
        assert not model.objects.exists()
        assert not model.history.exists()
