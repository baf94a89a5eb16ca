"""What has happened to an account, its contacts, its team and its figures: one story out of five histories."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from accounts.models.contact import Contact
from accounts.models.figure import CustomerProfile, Figure
from accounts.models.team import Member
from accounts.models.user import User
from kamplan import trace
from kamplan.pages import Page, page_of

LATEST = 6
ENTRIES_A_PAGE = 50


@dataclass(frozen=True)
class Chapter:
    """One of the histories: how it hangs on the account, and what names its subject in an excerpt and in full."""

    model: Any
    owned_by: str
    name: str
    about: str | None
    label: Any
    also_read: tuple[str, ...]
    key: str = "id"

    def rows(self, account: Account) -> "QuerySet[Any]":
        rows: QuerySet[Any] = self.model.history.filter(**{self.owned_by: account.pk}).order_by()
        return rows


CHAPTERS = (
    Chapter(Account, "id", "name", None, "", ("unit", "owner")),
    Chapter(Contact, "account", "name", "name", _("Contact"), ()),
    Chapter(Member, "account", "user__name", "user", _("Team member"), ("user",)),
    Chapter(Figure, "account", "kind", "instance", "", ()),
    Chapter(CustomerProfile, "account", "decided_at", None, _("Fact sheet"), (), key="account_id"),
)


@dataclass(frozen=True)
class Latest:
    """One line of the excerpt."""

    when: datetime
    who: str
    what: str


def latest_changes(account: Account) -> list[Latest]:
    """The last few, without what was changed in them. One query."""
    parts = [
        chapter.rows(account)
        .annotate(chapter=Value(place), subject=F(chapter.name), is_gone=deleted_at(chapter))
        .values_list("history_date", "history_user__name", "history_type", "chapter", "subject", "is_gone")
        for place, chapter in enumerate(CHAPTERS)
    ]
    newest = parts[0].union(*parts[1:], all=True).order_by("-history_date")[:LATEST]
    return [
        Latest(when, who or "kamplan", words(CHAPTERS[chapter].model, "-" if is_gone else kind, subject))
        for when, who, kind, chapter, subject, is_gone in newest
    ]


def deleted_at(chapter: Chapter) -> Any:
    """Accounts and contacts go into a bin first; the rest is removed for good."""
    return F("deleted_at") if chapter.model in (Account, Contact) else Value(None, output_field=DateTimeField())


def words(model: Any, kind: str, subject: str) -> str:
    """What was done to what, as a sentence without its doer."""
    sentences = {
        Account: {"+": _("Account created"), "~": _("Account changed"), "-": _("Account deleted")},
        Contact: {
            "+": _("Contact %(name)s added"),
            "~": _("Contact %(name)s changed"),
            "-": _("Contact %(name)s deleted"),
        },
        Member: {
            "+": _("%(name)s joined the team"),
            "~": _("%(name)s has another function in the team"),
            "-": _("%(name)s left the team"),
        },
        Figure: {
            "+": _("%(name)s of the customer added"),
            "~": _("%(name)s of the customer changed"),
            "-": _("%(name)s of the customer removed"),
        },
        CustomerProfile: dict.fromkeys("+~-", _("Fact sheet changed")),
    }
    name = Figure.Kind(subject).label if model is Figure else subject
    return str(sentences[model][kind] % {"name": name})


def history_page(account: Account, *, reader: User, number: str | None) -> Page:
    """A page of trace entries, newest first. The number of queries does not depend on how many there are."""
    parts = [
        chapter.rows(account)
        .annotate(chapter=Value(place), before=before(chapter))
        .values_list("history_date", "history_id", "chapter", "before")
        for place, chapter in enumerate(CHAPTERS)
    ]
    keys = parts[0].union(*parts[1:], all=True).order_by("-history_date", "-history_id")
    page = page_of(keys, number, size=ENTRIES_A_PAGE)
    return replace(page, object_list=told(list(page), reader))


def before(chapter: Chapter) -> Subquery:
    """The version of the same row before this one."""
    same = {chapter.key: OuterRef(chapter.key)}
    earlier = chapter.model.history.filter(**same, history_id__lt=OuterRef("history_id"))
    return Subquery(earlier.order_by("-history_id").values("history_id")[:1])


def told(keys: list[tuple[datetime, int, int, int | None]], reader: User) -> list[trace.Entry]:
    versions = [versions_of(place, keys, reader) for place, _chapter in enumerate(CHAPTERS)]
    entries = (
        (trace.entry(versions[place][key], versions[place].get(previous), CHAPTERS[place].about), CHAPTERS[place])
        for _when, key, place, previous in keys
    )
    return [replace(entry, about=f"{chapter.label} {entry.about}".strip()) for entry, chapter in entries]


def versions_of(place: int, keys: list[tuple[datetime, int, int, int | None]], reader: User) -> dict[int | None, Any]:
    """The versions a page needs of one history, and those before them, with all they name."""
    wanted = {version for _when, key, of, previous in keys if of == place for version in (key, previous) if version}
    if not wanted:
        return {}
    chapter = CHAPTERS[place]
    found = list(chapter.model.history.filter(pk__in=wanted).select_related("history_user", *chapter.also_read))
    if chapter.model is Account:
        hide_unseen_parents(found, reader)
    return {version.pk: version for version in found}


def hide_unseen_parents(versions: list[Any], reader: User) -> None:
    """A group the reader may not see is not named in the history either."""
    parents = {version.parent_id for version in versions} - {None}
    seen = Account.objects.visible_to(reader).in_bulk(parents)
    unseen = Account(name=str(_("an account in another unit")))
    for version in versions:
        version._state.fields_cache["parent"] = seen.get(version.parent_id, unseen)
