"""The doors to accounts, contacts, users and units: who passes is asked of the tables of rights."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access.rights import ACCOUNT_RIGHTS, UNIT_RIGHTS, YES, Act, Capacity, UnitAct
from accounts.models import Account, Contact, DataImport, KeyStatus, Role, Unit, User
from accounts.models.account import AccountQuerySet
from accounts.models.contact import ContactQuerySet
from accounts.models.key_status import KeyStatusQuerySet
from accounts.models.unit import UnitQuerySet
from kamplan.rights import pass_or_raise


class Request(HttpRequest):
    """What a page gets: the front door has let only users in. A test names the few pages before that door."""

    user: User


@dataclass(frozen=True)
class May:
    """What the reader may do with one account; templates show a button only when it works."""

    edit: bool
    contacts: bool
    team: bool
    hand_over: bool
    decide_class: bool
    rate: bool
    nominate: bool
    decide_key_status: bool


def capacities(user: User, account: Account) -> frozenset[Capacity]:
    """What the user is to the account. Costs no query on an account that came through a door."""
    unit = account.unit
    held = {
        Capacity.OWNER: account.owner_id == user.pk,
        Capacity.MANAGER: user.holds(Role.Kind.MANAGER, unit),
        Capacity.DIRECTOR: user.holds(Role.Kind.DIRECTOR, unit),
        Capacity.ADMIN: user.holds(Role.Kind.ADMIN, unit),
        Capacity.MEMBER: account.has_on_team(user),
        Capacity.OTHER: True,
    }
    return frozenset(capacity for capacity, is_held in held.items() if is_held)


def may(user: User, account: Account) -> May:
    held = capacities(user, account)

    def allowed(act: Act) -> bool:
        return ACCOUNT_RIGHTS.answer(act, held) is YES

    return May(
        edit=allowed(Act.EDIT),
        contacts=allowed(Act.CONTACTS),
        team=allowed(Act.TEAM),
        hand_over=allowed(Act.HAND_OVER),
        decide_class=allowed(Act.CLASS),
        rate=allowed(Act.RATE),
        nominate=allowed(Act.NOMINATE),
        decide_key_status=allowed(Act.KEY_STATUS),
    )


def account_to_view(user: User, pk: int) -> Account:
    return _open(Account.objects.visible_to(user), user, pk, Act.SEE)


def account_to_edit(user: User, pk: int) -> Account:
    return _open(Account.objects.visible_to(user), user, pk, Act.EDIT)


def accounts_to_edit(user: User) -> AccountQuerySet:
    """All the user may edit, by the same table: `account_to_edit` lets in one at a time."""
    row = ACCOUNT_RIGHTS.answers[Act.EDIT]
    kinds = [kind for kind in Role.Kind.values if row.get(kind) is YES]
    return Account.objects.visible_to(user).filter(Q(owner=user) | Q(unit__in=user.units_as(*kinds).values("pk")))


def accounts_to_rate(user: User) -> AccountQuerySet:
    """All the user may rate: what they own, manage or serve on the team, by the same table."""
    row = ACCOUNT_RIGHTS.answers[Act.RATE]
    kinds = [kind for kind in Role.Kind.values if row.get(kind) is YES]
    serving = user.memberships.order_by().values("account_id")
    own = Q(owner=user) | Q(pk__in=serving)
    return Account.objects.visible_to(user).filter(own | Q(unit__in=user.units_as(*kinds).values("pk")))


def accounts_to_see_to(user: User) -> AccountQuerySet:
    """All the user owns, or may say of whether they are key accounts: of these the start page tells what waits."""
    row = ACCOUNT_RIGHTS.answers[Act.KEY_STATUS]
    kinds = [kind for kind in Role.Kind.values if row.get(kind) is YES]
    return Account.objects.visible_to(user).filter(Q(owner=user) | Q(unit__in=user.units_as(*kinds).values("pk")))


def key_statuses_to_see_to(user: User) -> KeyStatusQuerySet:
    mine = accounts_to_see_to(user).filter(pk=OuterRef("account")).order_by()
    return KeyStatus.objects.filter(Exists(mine))


def accounts_with_contacts(user: User) -> AccountQuerySet:
    """All the user sees; each knows by `known_contact` whether somebody is known there.

    One of them is looked up: whether any exist PostgreSQL would find out of all contacts at once, however few it shows.
    """
    known = Contact.objects.filter(account=OuterRef("pk"), deleted_at=None).order_by().values("pk")[:1]
    return Account.objects.visible_to(user).annotate(known_contact=Subquery(known))


def accounts_to_import(user: User, kind: str) -> AccountQuerySet:
    """What a file of this kind may be about: contacts are also the affair of the account's team."""
    edited = accounts_to_edit(user)
    if kind != DataImport.Kind.CONTACT:
        return edited
    served = Account.objects.visible_to(user).filter(pk__in=user.memberships.values("account_id"))
    return Account.objects.filter(Q(pk__in=edited.values("pk")) | Q(pk__in=served.values("pk")))


def import_to_open(user: User, pk: int) -> DataImport:
    """A file is its sender's alone, and only for those who may create accounts."""
    account_to_create(user)
    return get_object_or_404(DataImport.objects.visible_to(user), pk=pk)


def account_to_hand_over(user: User, pk: int) -> Account:
    return _open(Account.objects.visible_to(user), user, pk, Act.HAND_OVER)


def class_to_decide(user: User, pk: int) -> Account:
    """The account whose class somebody sets against the rule."""
    return _open(Account.objects.visible_to(user), user, pk, Act.CLASS)


def account_to_rate(user: User, pk: int) -> Account:
    """The account of which somebody says how attractive it is, in their own name."""
    return _open(Account.objects.visible_to(user), user, pk, Act.RATE)


def account_to_nominate(user: User, pk: int) -> Account:
    """The account somebody calls a key account. Found in the bin too, so that a page can say where it has gone."""
    return _open(Account.objects.within_sight_of(user), user, pk, Act.NOMINATE)


def key_status_to_decide(user: User, pk: int) -> Account:
    """The account of which somebody decides whether it is a key account; found in the bin too."""
    return _open(Account.objects.within_sight_of(user), user, pk, Act.KEY_STATUS)


def key_rounds_to_arrange(user: User) -> None:
    """What all key accounts hang on: the rounds, and who reads the whole list."""
    if not may_at_the_top(user, UnitAct.KEY_ROUNDS):
        raise PermissionDenied


def contacts_to_edit(user: User, pk: int) -> Account:
    """The account whose contacts are to change."""
    return _open(Account.objects.visible_to(user), user, pk, Act.CONTACTS)


def may_add_contacts(user: User) -> bool:
    """Somewhere: at an account there is, or at one the user may create first."""
    row = UNIT_RIGHTS.answers[UnitAct.CREATE]
    may_create = user.has_role(*(kind for kind in Role.Kind.values if row[kind] is YES))
    return may_create or accounts_to_import(user, DataImport.Kind.CONTACT).exists()


def team_to_edit(user: User, pk: int) -> Account:
    """The account whose team is to change."""
    return _open(Account.objects.visible_to(user), user, pk, Act.TEAM)


def account_to_restore(user: User, pk: int) -> Account:
    """A deleted account."""
    return _open(Account.objects.deleted_visible_to(user), user, pk, Act.EDIT)


def contact_to_view(user: User, pk: int) -> Contact:
    return _contact(Contact.objects.visible_to(user), user, pk)


def contact_to_edit(user: User, pk: int) -> Contact:
    return _contact_to_change(contact_to_view(user, pk), user)


def contact_to_restore(user: User, pk: int) -> Contact:
    """A deleted contact."""
    return _contact_to_change(_contact(Contact.objects.deleted_visible_to(user), user, pk), user)


def account_to_create(user: User) -> UnitQuerySet:
    """The units the user may create accounts in; 403 when there is none."""
    return _units_open_to(user, UnitAct.CREATE)


def administration(user: User) -> UnitQuerySet:
    """The units the user administers; 403 when there is none."""
    return _units_open_to(user, UnitAct.PEOPLE)


def figures_to_administer(user: User) -> None:
    """What all sums of the house hang on: its service areas and exchange rates."""
    if not may_at_the_top(user, UnitAct.FIGURES):
        raise PermissionDenied


def classes_to_arrange(user: User) -> None:
    """What decides every account's class: the tier sets and the monthly runs."""
    if not may_at_the_top(user, UnitAct.CLASSES):
        raise PermissionDenied


def criteria_to_arrange(user: User) -> None:
    """What makes accounts attractive: the library of criteria and the sets of them."""
    if not may_at_the_top(user, UnitAct.CRITERIA):
        raise PermissionDenied


def terms_to_arrange(user: User) -> None:
    """What is assumed of every account that has no terms of its own."""
    if not may_at_the_top(user, UnitAct.TERMS):
        raise PermissionDenied


def may_at_the_top(user: User, act: UnitAct) -> bool:
    """Does a role in a unit with none above it allow this?"""
    row = UNIT_RIGHTS.answers[act]
    return any(row[role.kind] is YES and role.is_at_the_top for role in user.held_roles())


def unit_to_administer(user: User, pk: int) -> Unit:
    return get_object_or_404(administration(user), pk=pk)


def user_to_administer(user: User, pk: int) -> User:
    """A person who belongs to, or has a role in, a unit the administrator administers."""
    administration(user)
    return get_object_or_404(User.objects.administered_by(user), pk=pk)


def user_to_edit(user: User, pk: int) -> User:
    """The same, when no other administrator has a say: who may change an address could take the person's place."""
    person = user_to_administer(user, pk)
    if not user.administers_wholly(person):
        raise PermissionDenied
    return person


def _open(rows: AccountQuerySet, user: User, pk: int, act: Act) -> Account:
    account = rows.for_reader(user).select_related("unit", "owner").filter(pk=pk).first()
    if account is None:
        raise Http404
    pass_or_raise(ACCOUNT_RIGHTS.answer(act, capacities(user, account)))
    return account


def _contact(rows: ContactQuerySet, user: User, pk: int) -> Contact:
    contact = get_object_or_404(rows.for_reader(user), pk=pk)
    contact.account.reader_on_team = contact.reader_on_team  # type: ignore[attr-defined]
    return contact


def _contact_to_change(contact: Contact, user: User) -> Contact:
    pass_or_raise(ACCOUNT_RIGHTS.answer(Act.CONTACTS, capacities(user, contact.account)))
    return contact


def _units_open_to(user: User, act: UnitAct) -> UnitQuerySet:
    row = UNIT_RIGHTS.answers[act]
    kinds = [kind for kind in Role.Kind.values if row[kind] is YES]
    if not user.has_role(*kinds):
        raise PermissionDenied
    return user.units_as(*kinds)
