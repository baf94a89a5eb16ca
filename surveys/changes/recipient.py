"""From the lines of a list to recipients: the accounts, contacts and users they mean, looked up."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Lower

from accounts.models import Account, Contact, User
from surveys.changes.answer_file import known_accounts
from surveys.domain.answer_file import Problem
from surveys.domain.recipient import Entry, Recipient, address, as_lines, read_list
from surveys.models import Respondent, Survey

SELLER = Respondent.Audience.SELLER
HEADING = ("name", "email", "account", "language", "audience")


@dataclass(frozen=True)
class Recipients:
    """Who stands in a list, each with their line, and why other lines were refused, in the order of the list."""

    people: tuple[tuple[int, Recipient], ...]
    problems: tuple[Problem, ...]


def read_recipients(text: str, *, reader: User, audience: str, language: str) -> Recipients:
    """Where a line does not say it, `audience` and `language` hold, and what is known of a contact or user.

    Accounts and contacts are those the reader may see. Four queries at most, however long the list is.
    """
    listing = read_list(text)
    accounts = known_accounts(
        sorted({entry.account for entry in listing.entries} - {""}), Account.objects.visible_to(reader)
    )
    contacts, users = known_contacts(listing.entries, reader), known_users(listing.entries)
    people, problems = [], list(listing.problems)
    for entry in listing.entries:
        found = accounts.get(entry.account, set())
        if entry.account and len(found) != 1:
            code = "ambiguous_account" if found else "unknown_account"
            problems.append(Problem(entry.line, "account", code, {"value": entry.account}))
            continue
        who = entry.audience or audience
        account = next(iter(found), None)
        if who == SELLER:
            people.append((entry.line, seller(entry, users.get(entry.email), account, language)))
        else:
            contact = the_one(contacts.get(entry.email, []), account)
            people.append((entry.line, customer(entry, contact, account, language)))
    return Recipients(tuple(people), tuple(sorted(problems, key=lambda problem: problem.line)))


def customer(entry: Entry, contact: Contact | None, account: int | None, language: str) -> Recipient:
    return Recipient(
        name=entry.name or (contact.name if contact else entry.email),
        email=entry.email,
        language=entry.language or (contact.language if contact else language),
        audience=Respondent.Audience.CUSTOMER.value,
        account_id=contact.account_id if contact else account,
        contact_id=contact.pk if contact else None,
    )


def seller(entry: Entry, user: User | None, account: int | None, language: str) -> Recipient:
    return Recipient(
        name=entry.name or (user.name if user else entry.email),
        email=entry.email,
        language=entry.language or (user.language if user else language),
        audience=SELLER.value,
        account_id=account,
        user_id=user.pk if user else None,
    )


def the_one(contacts: list[Contact], account: int | None) -> Contact | None:
    """The contact an address means: at the account the line names, or the only one of this address."""
    there = [contact for contact in contacts if account in (None, contact.account_id)]
    return there[0] if len(there) == 1 else None


def known_contacts(entries: Iterable[Entry], reader: User) -> dict[str, list[Contact]]:
    rows = Contact.objects.visible_to(reader).alias(address=Lower("email"))
    found: dict[str, list[Contact]] = {}
    for contact in rows.filter(address__in={entry.email for entry in entries}).order_by("pk"):
        found.setdefault(contact.email.lower(), []).append(contact)
    return found


def known_users(entries: Iterable[Entry]) -> dict[str, User]:
    rows = User.objects.active().filter(email__in={entry.email for entry in entries})
    return {user.email: user for user in rows}


def recipient_of_contact(contact: Contact) -> Recipient:
    """Without an address when there is none that can be written to."""
    return Recipient(
        name=contact.name,
        email=address(contact.email) or "",
        language=contact.language,
        audience=Respondent.Audience.CUSTOMER.value,
        account_id=contact.account_id,
        contact_id=contact.pk,
    )


def recipient_of_user(user: User) -> Recipient:
    return Recipient(user.name, address(user.email) or "", user.language, SELLER.value, user_id=user.pk)


def invited_to(survey: Survey | None) -> str:
    """Whoever was invited to a survey, as a list `read_list` understands; nothing when nobody was."""
    invited = survey.invitations.real().order_by("sort_key", "pk").select_related("account") if survey else ()
    people = [
        (each.name, each.email, each.account.name if each.account else "", each.language, each.audience)
        for each in invited
    ]
    return as_lines(enumerate((HEADING, *people), start=1)) if people else ""
