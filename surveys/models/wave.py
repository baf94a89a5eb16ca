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
MOST_WAVES = 6


def waves_of(survey: Survey, user: "User") -> list[Survey]:
    """The surveys that repeat each other, this one among them and last: those before it which the reader may see.

    The earliest first; of many the latest. What is a draft, or has nothing to show, is no wave.
    """
    kin = {survey.pk}
    fresh = kin
    while fresh:
        links = Questionnaire.objects.filter(survey__in=fresh) | Questionnaire.objects.filter(repeats__in=fresh)
        found = {pk for pair in links.order_by().values_list("survey", "repeats") for pk in pair if pk}
        fresh, kin = found - kin, kin | found
    seen = Survey.objects.visible_to(user).filter(pk__in=kin).exclude(status=Survey.Status.DRAFT)
    ordered = sorted(seen.select_related("questionnaire"), key=began)
    before = [each for each in ordered if each.has_results and began(each) < began(survey)]
    return [*before[-(MOST_WAVES - 1) :], survey]


def began(survey: Survey) -> tuple[object, int]:
    """When it opened; a file of answers when it was closed, which is when it was loaded."""
    questionnaire = getattr(survey, "questionnaire", None)
    opened = questionnaire.opened_at if questionnaire else survey.closed_at
    return opened or survey.created_at, survey.pk


def who_answered_both(earlier: Survey, later: Survey) -> dict[int, int]:
    """{respondent of the later: the same customer in the earlier}: the same contact, user or e-mail address.

    Only where both name their respondents; of a confidential survey nobody may be found in another.
    """
    if Survey.Mode.NAMED not in (earlier.mode, later.mode) or earlier.mode != later.mode:
        return {}
    known = {key: pk for pk, keys in identities(earlier) for key in keys}
    found: dict[int, int] = {}  # by the earlier: nobody is compared with two
    for pk, keys in identities(later):
        match = next((known[key] for key in keys if key in known), None)
        if match is not None:
            found.setdefault(match, pk)
    return {pk: match for match, pk in found.items()}


def identities(survey: Survey) -> Iterable[tuple[int, list[tuple[str, object]]]]:
    """Each customer who counts, and by what he is known."""
    customers = survey.respondents.counted().filter(audience=Respondent.Audience.CUSTOMER).order_by("pk")
    for pk, contact, user, email in customers.values_list("pk", "contact", "user", "invitation__email"):
        keys = (("contact", contact), ("user", user), ("email", email.strip().lower() if email else None))
        yield pk, [(kind, value) for kind, value in keys if value]


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
