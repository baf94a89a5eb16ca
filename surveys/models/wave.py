"""Questions about waves: which surveys repeat each other, and who answered two of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from surveys.models.answer import Answer, Respondent
from surveys.models.questionnaire import Questionnaire
from surveys.models.survey import Survey

if TYPE_CHECKING:
    from accounts.models import User

Pair = tuple[int, int]
Key = tuple[str, str, object]  # audience, by what, and which
Audience = Respondent.Audience
MOST_WAVES = 6


def waves_of(survey: Survey, user: "User") -> list[Survey]:
    """The surveys that repeat each other, this one among them and last: those before it which the reader may see.

    The earliest first; of many the latest. What is a draft, or has nothing to show, is no wave.
    """
    seen = Survey.objects.visible_to(user).filter(pk__in=kin_of(survey)).exclude(status=Survey.Status.DRAFT)
    ordered = sorted(seen.select_related("questionnaire"), key=began)
    before = [each for each in ordered if each.has_results and began(each) < began(survey)]
    return [*before[-(MOST_WAVES - 1) :], survey]


def kin_of(survey: Survey) -> set[int]:
    """It, what it repeats, what repeats it, and so on."""
    kin = {survey.pk}
    fresh = kin
    while fresh:
        links = Questionnaire.objects.filter(survey__in=fresh) | Questionnaire.objects.filter(repeats__in=fresh)
        found = {pk for pair in links.order_by().values_list("survey", "repeats") for pk in pair if pk}
        fresh, kin = found - kin, kin | found
    return kin


def began(survey: Survey) -> tuple[object, int]:
    """When it opened; a file of answers when it was closed, which is when it was loaded."""
    questionnaire = getattr(survey, "questionnaire", None)
    opened = questionnaire.opened_at if questionnaire else survey.closed_at
    return opened or survey.created_at, survey.pk


def who_answered_both(earlier: Survey, later: Survey, *, audience: str = Audience.CUSTOMER) -> dict[int, int]:
    """{respondent of the later: the same one in the earlier}: the same contact, user or e-mail address.

    Only where both name their respondents; of a confidential survey nobody may be found in another.
    """
    return same_persons(earlier, later, audience) if earlier.mode == later.mode == Survey.Mode.NAMED else {}


def how_many_answered_both(earlier: Survey, later: Survey) -> int:
    """Of two confidential surveys only this, and only when it is no fewer than either promised; else nothing: 0."""
    if not earlier.mode == later.mode == Survey.Mode.CONFIDENTIAL or not (earlier.tallies and later.tallies):
        return 0
    count = len(same_persons(earlier, later, Audience.CUSTOMER))
    return count if count >= max(earlier.questionnaire.threshold, later.questionnaire.threshold) else 0


def same_persons(earlier: Survey, later: Survey, audience: str) -> dict[int, int]:
    known = {key: pk for pk, keys in identities(earlier, audience) for key in keys}
    found: dict[int, int] = {}  # by the earlier: nobody is compared with two
    for pk, keys in identities(later, audience):
        match = next((known[key] for key in keys if key in known), None)
        if match is not None:
            found.setdefault(match, pk)
    return {pk: match for match, pk in found.items()}


def identities(survey: Survey, *audiences: str) -> Iterable[tuple[int, list[Key]]]:
    """Each of them who counts, and by what they are known."""
    people = survey.respondents.counted().filter(audience__in=audiences).order_by("pk")
    known = people.values_list("pk", "audience", "contact", "invitation__contact", "user", "invitation__email")
    for pk, audience, contact, asked, user, email in known:
        yield pk, keys_of(audience, contact or asked, user, email)


def keys_of(audience: str, contact: int | None, user: int | None, email: str | None) -> list[Key]:
    """By what somebody is known: the contact who answered, or who was asked; the user; the address."""
    keys = (("contact", contact), ("user", user), ("email", email.strip().lower() if email else None))
    return [(audience, kind, value) for kind, value in keys if value]


def also_answered(respondents: Iterable[Respondent], survey: Survey, user: "User") -> dict[int, list[str]]:
    """{respondent: titles of the other waves the same person answered}, as far as the reader sees those. Few queries.

    For some respondents of a named survey, with their invitations; of confidential waves nothing.
    """
    kin = Survey.objects.visible_to(user).filter(pk__in=kin_of(survey) - {survey.pk}, mode=Survey.Mode.NAMED)
    known = {each.pk: keys_of_respondent(each) for each in respondents}
    if not known or not kin:
        return {}
    keys = {key for found in known.values() for key in found}
    titles: dict[Key, list[str]] = defaultdict(list)
    for other in sorted(kin.select_related("questionnaire"), key=began):
        for key in keys & {key for _pk, found in identities(other, *Audience) for key in found}:
            titles[key].append(other.title)
    return {pk: list(dict.fromkeys(title for key in found for title in titles[key])) for pk, found in known.items()}


def keys_of_respondent(respondent: Respondent) -> list[Key]:
    asked = respondent.invitation
    contact, email = (asked.contact_id, asked.email) if asked else (None, None)
    return keys_of(respondent.audience, respondent.contact_id or contact, respondent.user_id, email)


def answers_of_both(both: dict[int, int]) -> dict[str, list[tuple[Pair, Pair]]]:
    """{criterion: [(earlier, later)]} of the respondents in both, where they gave importance and performance twice."""
    later, earlier = pairs_of(both.keys()), pairs_of(both.values())
    found: dict[str, list[tuple[Pair, Pair]]] = defaultdict(list)
    for after, before in both.items():
        for slug, pair in later.get(after, {}).items():
            if slug in earlier.get(before, {}):
                found[slug].append((earlier[before][slug], pair))
    return found


def pairs_of(respondents: Iterable[int]) -> dict[int, dict[str, Pair]]:
    found: dict[int, dict[str, Pair]] = defaultdict(dict)
    rows = Answer.objects.filter(respondent__in=list(respondents)).exclude(importance=None).exclude(performance=None)
    for pk, slug, importance, performance in rows.order_by().values_list(
        "respondent", "criterion__slug", "importance", "performance"
    ):
        if importance is not None and performance is not None:
            found[pk][slug] = (importance, performance)
    return found
