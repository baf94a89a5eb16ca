"""The cast: who is who in every test.

The tree: Group > Norway > Bergen, and Group > Sweden. The account "Nordvik Verft" belongs to Bergen.
alice owns it, bob is on its team, mona manages the sales of Norway, carol directs Norway, dave is a KAM in Sweden,
ada administers the group, erik is a contact at the customer, stranger has no role at all.
"""

from types import SimpleNamespace

from accounts.models import Role, Unit
from tests import factories


def tree_of_units():
    group = factories.UnitFactory(name="Group", kind=Unit.Kind.GROUP)
    norway = factories.UnitFactory(name="Norway", kind=Unit.Kind.COUNTRY, parent=group)
    sweden = factories.UnitFactory(name="Sweden", kind=Unit.Kind.COUNTRY, parent=group)
    bergen = factories.UnitFactory(name="Bergen", kind=Unit.Kind.TEAM, parent=norway)
    return SimpleNamespace(group=group, norway=norway, sweden=sweden, bergen=bergen)


def everybody(units):
    """The people, and the account they meet at."""
    people = SimpleNamespace(
        alice=person("alice", units.bergen, Role.Kind.KAM),
        bob=person("bob", units.bergen),
        mona=person("mona", units.norway, Role.Kind.MANAGER),
        carol=person("carol", units.norway, Role.Kind.DIRECTOR),
        dave=person("dave", units.sweden, Role.Kind.KAM),
        ada=person("ada", units.group, Role.Kind.ADMIN),
        stranger=person("stranger", units.sweden),
    )
    people.account = factories.AccountFactory(name="Nordvik Verft", unit=units.bergen, owner=people.alice)
    people.foreign_account = factories.AccountFactory(name="Mälarhamn Bygg", unit=units.sweden, owner=people.dave)
    people.erik = factories.ContactFactory(account=people.account, name="Erik Strandvik", email="erik@verft.example")
    factories.MemberFactory(account=people.account, user=people.bob)
    return people


def person(name, unit=None, kind=None):
    user = factories.UserFactory(name=name.capitalize(), email=f"{name}@supplier.example", unit=unit)
    if kind:
        factories.RoleFactory(user=user, unit=unit, kind=kind)
    return user
