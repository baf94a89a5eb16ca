"""What the invited of the demonstration answer: scores around the profile, and comments; invented, always the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TypeAlias

from planning.domain.demo import PROFILE, SCALE

NO_EXPERIENCE, LEFT_OUT = 0.03, 0.01  # shares of the answers
MINUTES_OF_THE_DAY = 11 * 60  # in which people answer
BEFORE_THE_END = 0.4  # of the criteria: how far they come who stop half-way
OF_THE_WHOLE = (7.9, 8.1)  # satisfaction and recommendation, on average
BELIEF = 0.5  # so much better do sellers believe customers find them

Words: TypeAlias = Mapping[str | None, str]  # by criterion; None is the last word

EARLIER_COMMENTS: dict[str, Words] = {  # of the first wave, by person
    "Solveig Brattskar": {"follow_up": "Vi må alltid purre."},
    "Kåre Østgård": {"follow_up": "Etter at kontrakten var signert, ble det stille."},
    "Henning Rødvatn": {"advice": "Good answers, but only to what we ask."},
    "Åse Vikanes": {None: "Faste møter hver måned ville hjulpet."},
}
COMMENTS: dict[str, Words] = {  # of the second
    "Solveig Brattskar": {
        "follow_up": "Mye bedre enn i fjor. Nå får vi svar uten å måtte purre.",
        "business_understanding": "Dere kan teknologien, men kjenner ikke sesongene våre.",
    },
    "Eirik Nesvold": {"availability": "Vanskelig å få tak i noen etter klokka fire, og det er da vi trenger dere."},
    "Mads Fauskvåg": {"advice": "Kom gjerne med forslag før vi spør."},
    "Inger Lise Stormnes": {None: "Hyggelige folk. Fakturaene kunne vært lettere å lese."},
    "Line Haugsbø": {"availability": "Én fast kontakt ville hjulpet oss mye."},
    "Anne Lise Torvund": {
        "business_understanding": "En kommune er ikke en bedrift: sett dere inn i budsjettåret vårt.",
        None: "Takk for at dere spør, og for at dere gjorde noe med det forrige gang.",
    },
    "Amina Dahlevåg": {"communication": "Clear and friendly. I would like the minutes within a day or two."},
    "Petter Ulvestad": {"trust": "Det dere lover, det holder dere."},
    "jonas": {"business_understanding": "We know their systems better than their business."},
    "ingrid": {None: "Jeg tror vi overvurderer hvor fornøyde kundene er med oppfølgingen."},
}
COMMENTS_IN_CONFIDENCE: dict[str, Words] = {  # shown without a name
    "Berit Sagvollen": {"trust": "Vi fikk vite om forsinkelsen av andre enn dere."},
    "Ola Frøystad": {None: "Si ifra tidligere når noe går galt. Da går det som regel bra."},
    "Hanne Kvamsøy": {"collaboration": "Good people, too many different ones."},
}


@dataclass(frozen=True)
class Answers:
    """What one person answers: {criterion: score}; a performance of None means no experience."""

    importance: dict[str, int] = field(default_factory=dict)
    performance: dict[str, int | None] = field(default_factory=dict)
    overall: dict[str, int] = field(default_factory=dict)


def invented_answers(
    name: str, criteria: Iterable[str], *, is_seller: bool, drift: Mapping[str, float], survey: str
) -> Answers:
    """The answers of one person, who has the same mood in every survey; the same for the same name and survey."""
    mood = Random(name).gauss(0, 0.5)  # noqa: S311 - invented data, the same each time
    chance = Random(f"{name}, {survey}")  # noqa: S311

    def around(mean: float, low: int = SCALE.low) -> int:
        return min(SCALE.high, max(low, round(chance.gauss(mean + mood, 1.0))))

    answers = Answers()
    for criterion in criteria:
        importance, performance, to_sellers = PROFILE[criterion]
        if chance.random() >= LEFT_OUT:
            answers.importance[criterion] = around(to_sellers if is_seller else importance)
        has_experience = is_seller or chance.random() >= NO_EXPERIENCE
        found = performance + drift.get(criterion, 0) + (BELIEF if is_seller else 0)
        answers.performance[criterion] = around(found) if has_experience else None
    if not is_seller:
        satisfaction, recommendation = OF_THE_WHOLE
        answers.overall.update(satisfaction=around(satisfaction), recommendation=around(recommendation, 0))
    return answers


def half_of(criteria: list[str]) -> list[str]:
    """As far as somebody comes who stops on the way."""
    return criteria[: round(BEFORE_THE_END * len(criteria))]


def time_taken(name: str, open_for: timedelta) -> timedelta:
    """From the morning of the opening to their answer: on one of the days it has been open, never at night."""
    chance = Random(f"{name}, {open_for.days}")  # noqa: S311
    return timedelta(days=chance.randrange(open_for.days), minutes=chance.randrange(MINUTES_OF_THE_DAY))
