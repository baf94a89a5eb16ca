"""Who may do what with accounts and units, as tables: the doors ask them, and a page prints them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kamplan.rights import Answer, Table

YES, NO, HIDDEN = Answer.ALLOWED, Answer.REFUSED, Answer.HIDDEN


class Act(TextChoices):
    """What can be done with an account."""

    SEE = "see", _("See the account and everything on its page")
    EDIT = "edit", _("Edit, delete and restore the account")
    CONTACTS = "contacts", _("Add, edit and delete its contacts")
    TEAM = "team", _("Choose its team")
    HAND_OVER = "hand_over", _("Hand it over to another owner or unit")
    CLASS = "class", _("Decide its class against the rule")
    RATE = "rate", _("Rate how attractive it is, and how strong we are with it")
    NOMINATE = "nominate", _("Nominate it as a key account")
    KEY_STATUS = "key_status", _("Decide whether it is a key account")


class Capacity(TextChoices):
    """What a user is to an account."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Sales manager of its unit or above")
    MEMBER = "member", _("Team member")
    DIRECTOR = "director", _("Sales director of its unit or above")
    ADMIN = "admin", _("Administrator")
    OTHER = "other", _("Everyone else")


ACCOUNT_RIGHTS = Table(
    title=_("An account"),
    note=_("Who may not see an account is not told that it exists."),
    acts=Act,
    capacities=Capacity,
    answers={
        act: dict(zip(Capacity.values, row, strict=True))
        for act, row in {
            #               owner  manager  member  director  admin   other
            Act.SEE:       (YES,   YES,     YES,    YES,      HIDDEN, HIDDEN),
            Act.EDIT:      (YES,   YES,     NO,     NO,       HIDDEN, HIDDEN),
            Act.CONTACTS:  (YES,   YES,     YES,    NO,       HIDDEN, HIDDEN),
            Act.TEAM:      (YES,   YES,     NO,     NO,       HIDDEN, HIDDEN),
            Act.HAND_OVER: (NO,    YES,     NO,     YES,      HIDDEN, HIDDEN),
            Act.CLASS:     (NO,    YES,     NO,     YES,      HIDDEN, HIDDEN),
            Act.RATE:      (YES,   YES,     YES,    NO,       HIDDEN, HIDDEN),
            Act.NOMINATE:  (YES,   YES,     YES,    YES,      HIDDEN, HIDDEN),
            Act.KEY_STATUS: (NO,   YES,     NO,     YES,      HIDDEN, HIDDEN),
        }.items()
    },
)  # fmt: skip


class UnitAct(TextChoices):
    """What a role in a unit, or in one above it, allows there."""

    CREATE = "create", _("Create accounts in the unit")
    PEOPLE = "people", _("Invite people to the unit, give and take roles, end access")
    UNITS = "units", _("Add, rename, move and remove units")
    FIGURES = "figures", _("In a unit at the top: service areas and exchange rates of the whole house")
    CLASSES = "classes", _("In a unit at the top: the classes of accounts, what each gets, and the monthly runs")
    CRITERIA = (
        "criteria",
        _(
            "In a unit at the top: what makes an account attractive, what customers buy by, the lines of the matrix, "
            "and how unique each service area is"
        ),
    )
    KEY_ROUNDS = (
        "key_rounds",
        _("In a unit at the top: rounds of confirming key accounts, and who reads the whole list"),
    )
    TERMS = "terms", _("In a unit at the top: what is assumed when the worth of accounts is worked out")


class Standing(TextChoices):
    """What a user is in a unit."""

    MANAGER = "manager", _("Sales manager")
    KAM = "kam", _("Key account manager")
    DIRECTOR = "director", _("Sales director")
    ADMIN = "admin", _("Administrator")
    OTHER = "other", _("Everyone else")


UNIT_RIGHTS = Table(
    title=_("A unit, and all units below it"),
    note=_("An administrator manages people and units. That alone gives no sight of any account."),
    acts=UnitAct,
    capacities=Standing,
    answers={
        act: dict(zip(Standing.values, row, strict=True))
        for act, row in {
            #                 manager  kam  director  admin  other
            UnitAct.CREATE:  (YES,     YES, NO,       NO,    NO),
            UnitAct.PEOPLE:  (NO,      NO,  NO,       YES,   NO),
            UnitAct.UNITS:   (NO,      NO,  NO,       YES,   NO),
            UnitAct.FIGURES: (NO,      NO,  NO,       YES,   NO),
            UnitAct.CLASSES: (NO,      NO,  YES,      YES,   NO),
            UnitAct.CRITERIA: (NO,     NO,  YES,      YES,   NO),
            UnitAct.TERMS:   (NO,      NO,  YES,      YES,   NO),
            UnitAct.KEY_ROUNDS: (NO,   NO,  YES,      NO,    NO),
        }.items()
    },
)  # fmt: skip
