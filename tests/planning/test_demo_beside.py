"""The demonstration beside real people, of any size, and gone without a trace."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Account, Contact, Member, Role, Unit, User
from planning.changes.leave_demo import demo_people, remove_demo
from planning.domain import demo
from surveys.models import Answer, Respondent, Survey
from tests.planning.test_demo import rows

pytestmark = pytest.mark.django_db


def test_it_is_not_put_beside_real_people(cast):
    before = rows()
    with pytest.raises(CommandError, match="already holds people"):
        call_command("demo")
    call_command("demo", if_empty=True)
    assert rows() == before


def test_removing_it_leaves_no_row_of_it():
    before = rows()
    call_command("demo")
    assert rows() != before
    remove_demo()
    assert rows() == before


def test_removing_it_spares_what_is_real(cast, supplier_beside_cast):
    before = supplier_beside_cast
    remove_demo()
    assert rows() == before


@pytest.fixture
def supplier_beside_cast(cast):
    """What there was before, and then a small demonstration beside it."""
    before = rows()
    top = Unit.objects.create(name=demo.SUPPLIER, kind=Unit.Kind.GROUP, is_demo=True)
    top.path = top.step()
    top.save()
    visitor = User.objects.create_user("visitor@havblikk.example", name="Visitor", unit=top)
    Role.objects.create(user=visitor, unit=top, kind=Role.Kind.KAM)
    Role.objects.create(user=cast.ada, unit=top, kind=Role.Kind.ADMIN)
    account = Account.objects.create(name="Tried out", unit=top, owner=visitor)
    Member.objects.create(account=account, user=cast.bob)
    survey = Survey.objects.create(title="Tried", slug="tried", unit=top, created_by=cast.mona)
    Respondent.objects.create(survey=survey, audience="customer", label="C1", account=account)
    return before


def test_who_works_elsewhere_too_is_no_demo_person(supplier_beside_cast, cast):
    assert [user.name for user in demo_people()] == ["Visitor"]


def test_a_large_one_has_the_size_asked_for():
    call_command("demo", size=130)
    assert Account.objects.count() == 130
    assert Contact.objects.count() == 390
    assert not Answer.objects.exists()
    assert Account.objects.visible_to(User.objects.get(email__startswith="director")).count() == 130


@pytest.mark.parametrize("size", ["0", "-3", "many", "1.5", "10000000"])
def test_a_size_that_is_none_makes_nothing(size):
    with pytest.raises(CommandError, match="a whole number from 1"):
        call_command("demo", "--size", size)
    assert not User.objects.exists()


def test_a_real_administrator_needs_one_click(supplier_beside_cast, cast, sign_in):
    answer = sign_in(cast.ada).post("/demo/")
    assert (answer.status_code, answer.url) == (302, "/")
    assert rows() == supplier_beside_cast


@pytest.mark.parametrize("who", ["alice", "carol", "stranger"])
def test_others_may_not(supplier_beside_cast, cast, sign_in, who):
    assert sign_in(getattr(cast, who)).post("/demo/").status_code == 403


def test_without_a_demonstration_there_is_no_such_page(cast, sign_in):
    assert sign_in(cast.ada).get("/demo/").status_code == 404
