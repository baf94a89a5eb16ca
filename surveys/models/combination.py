"""What was answered to a question as one whole number, by which a database groups twice as fast as by five columns."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from surveys.domain.tally import Audience
from surveys.models.tally import CountedCell

AUDIENCES = tuple(Audience)
RATINGS = (None, *range(11))  # not given, or 0 to 10
EXPERIENCE = (False, True)  # of these the second says that there is none


def combination() -> Combinable:
    """Of a respondent joined with an answer; the criterion counts most."""
    number: Combinable = F("answers__criterion_id")
    for digit, choices in (
        (_place("audience", AUDIENCES), AUDIENCES),
        (Coalesce(F("answers__importance") + 1, 0), RATINGS),
        (Coalesce(F("answers__performance") + 1, 0), RATINGS),
        (_place("answers__no_experience", EXPERIENCE), EXPERIENCE),
    ):
        number = number * len(choices) + digit
    return number


def cells(counts: Iterable[tuple[int, int]], slugs: Mapping[int, str]) -> Iterator[CountedCell]:
    """From (combination, respondents); `slugs` are those of the criteria, by key."""
    for number, respondents in counts:
        number, no_experience = divmod(number, len(EXPERIENCE))
        number, performance = divmod(number, len(RATINGS))
        number, importance = divmod(number, len(RATINGS))
        criterion, audience = divmod(number, len(AUDIENCES))
        ratings = RATINGS[importance], RATINGS[performance]
        yield slugs[criterion], AUDIENCES[audience], *ratings, EXPERIENCE[no_experience], respondents


def _place(column: str, values: tuple[object, ...]) -> Case:
    """Which of the values it is, counted from 0."""
    whens = [When(**{column: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*whens, output_field=IntegerField())
