"""What a user does next: the steps from an empty product to the first result, for each kind of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One thing to do; a page words it and links to it."""

    TAKE_A_ROLE = "take a role"
    ADD_UNITS = "add units"
    INVITE = "invite"
    CREATE_ACCOUNT = "create account"
    ADD_CONTACTS = "add contacts"
    ASK_CUSTOMERS = "ask customers"
    READ_DASHBOARD = "read dashboard"
    OPEN_ACCOUNT = "open account"


ADMINISTERING = (Step.ADD_UNITS, Step.INVITE, Step.TAKE_A_ROLE)
KEEPING_ACCOUNTS = (Step.CREATE_ACCOUNT, Step.ADD_CONTACTS, Step.ASK_CUSTOMERS, Step.READ_DASHBOARD)
READING = (Step.OPEN_ACCOUNT, Step.READ_DASHBOARD)  # the second once there is something to read


@dataclass(frozen=True)
class Progress:
    step: Step
    is_done: bool
    is_next: bool


def next_steps(
    *, administers: bool, keeps_accounts: bool, sees_surveys: bool, done: Mapping[Step, bool]
) -> tuple[Progress, ...]:
    """The steps for what this user does, in order; the first one not done is the next. A step not in `done` is open."""
    wanted: list[Step] = []
    if administers:
        wanted += ADMINISTERING
    if keeps_accounts:
        wanted += KEEPING_ACCOUNTS
    if not wanted:
        wanted += [step for step in READING if sees_surveys or step is not Step.READ_DASHBOARD]
    first_open = next((step for step in wanted if not done.get(step)), None)
    return tuple(Progress(step, bool(done.get(step)), step is first_open) for step in wanted)
