"""What the findings say, in sentences: what to act on, and what the answers cannot say."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kamplan.formats import number
from surveys.charts.words import Names, listed, points
from surveys.domain.findings import Act, Finding, Limit, findings
from surveys.domain.results import Results
from surveys.domain.tally import Dimension
from surveys.domain.uncertainty import INDICATION_BELOW

MOST_IN_A_HEADING = 4  # criteria that share a gap


@dataclass(frozen=True)
class Sentence:
    """A heading, what stands behind it, and whether it is only an indication."""

    heading: str
    text: str
    indication: bool = False


@dataclass(frozen=True)
class Words:
    acts: tuple[Sentence, ...]
    limits: tuple[Sentence, ...]


def sentences(results: Results, names: Names) -> Words:
    found = findings(results)
    acts = tuple(_act(act, results, names) for act in found.acts)
    limits: dict[str, str] = {}
    for limit in found.limits:
        heading, text = LIMITS[limit.kind](limit, names)
        limits[heading] = f"{limits[heading]} {text}" if heading in limits else text
    return Words(acts, tuple(Sentence(heading, text) for heading, text in limits.items()))


def _act(act: Finding, results: Results, names: Names) -> Sentence:
    unsure = not act.holds or results.indication
    heading, text = ACTS[act.kind](act, names)
    if act.kind is Act.ASK_MORE:
        return Sentence(heading, text)
    return Sentence(heading, f"{text} {_doubt(act)}", indication=unsure)


def _doubt(act: Finding) -> str:
    sellers = int(act.numbers.get("sellers", INDICATION_BELOW))
    if act.holds:
        return _("It stands after Holm's correction for having tested every criterion.")
    if sellers < INDICATION_BELOW:
        text = ngettext("%(n)s seller is too few to be sure.", "%(n)s sellers are too few to be sure.", sellers)
        return text % {"n": number(sellers)}
    return _("With these answers the difference cannot be told from zero.")


def _criteria(finding: Finding, names: Names) -> str:
    return listed([names[slug] for slug in finding.criteria])


def _close_gap(act: Finding, names: Names) -> tuple[str, str]:
    heading = _("Close the gap: %(criteria)s") if act.holds else _("Look first at %(criteria)s")
    text = ngettext(
        "Performance is %(gap)s points below importance (priority index %(index)s).",
        "For each of these, performance is %(gap)s points below importance (priority index %(index)s).",
        len(act.criteria),
    )
    numbers = {"gap": points(-act.numbers["gap"]), "index": points(act.numbers["priority_index"])}
    if len(act.criteria) <= MOST_IN_A_HEADING:
        return heading % {"criteria": _criteria(act, names)}, text % numbers
    alike = _("%(n)s criteria that lag alike") % {"n": number(len(act.criteria))}
    return heading % {"criteria": alike}, _criteria(act, names) + ". " + text % numbers


def _underrate(act: Finding, names: Names) -> tuple[str, str]:
    heading = _("Talk with the sellers about %(criteria)s") % {"criteria": _criteria(act, names)}
    text = _("To customers it matters %(points)s points more than sellers believe.")
    return heading, text % {"points": points(-act.numbers["seller_gap"])}


def _overrate(act: Finding, names: Names) -> tuple[str, str]:
    heading = _("Talk with the sellers about %(criteria)s") % {"criteria": _criteria(act, names)}
    text = _("To customers it matters %(points)s points less than sellers believe.")
    return heading, text % {"points": points(act.numbers["seller_gap"])}


def _ask_more(act: Finding, names: Names) -> tuple[str, str]:
    silent = int(act.numbers.get("silent", 0))
    heading = (
        ngettext("Ask the customer who has not answered", "Ask the %(count)s customers who have not answered", silent)
        % {"count": number(silent)}
        if silent
        else _("Ask more customers")
    )
    text = _("From %(wanted)s answers to a criterion on, its figures are more than an indication; now it is %(n)s.")
    return heading, text % {"wanted": number(act.numbers["wanted"]), "n": number(act.numbers["n"])}


def _no_answers(limit: Finding, names: Names) -> tuple[str, str]:
    return _("Anything about customers"), _("No customer has rated both importance and performance.")


def _response(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("%(answered)s of %(invited)s invited customers answered (%(rate)s %%). The others may think otherwise.")
    answered, invited = limit.numbers["answered"], limit.numbers["invited"]
    numbers = {"answered": number(answered), "invited": number(invited), "rate": number(100 * answered / invited)}
    return _("What the others think"), text % numbers


def _few_answers(limit: Finding, names: Names) -> tuple[str, str]:
    n = int(limit.numbers["n"])
    text = ngettext(
        "All figures rest on %(n)s answer and are an indication: one point from one customer moves means by %(step)s.",
        "All figures rest on %(n)s answers and are an indication: one point from one customer moves means by %(step)s.",
        n,
    )
    return _("More than an indication"), text % {"n": number(n), "step": points(limit.numbers["step"])}


def _no_quadrant(limit: Finding, names: Names) -> tuple[str, str]:
    count, without = int(limit.numbers["judged"]), int(limit.numbers["without_interval"])
    if without == count:
        text = _("There is no interval: one answer, or answers that are all the same, tell nothing about chance.")
        return _("Which quadrant a criterion is in"), text
    text = ngettext(
        "The one point is uncertain: its 95 %% interval holds a cut line, so no quadrant can be told apart.",
        "All %(count)s points are uncertain: their 95 %% intervals hold a cut line, so no quadrant can be told apart.",
        count,
    )
    return _("Which quadrant a criterion is in"), text % {"count": count} + _without_interval(without)


def _without_interval(count: int) -> str:
    text = ngettext("%(count)s of them has no interval.", "%(count)s of them have no interval.", count)
    return f" {text}" % {"count": count} if count else ""


def _some_quadrants(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("%(count)s of %(judged)s points are uncertain: a 95 %% interval contains a cut line (%(criteria)s).")
    numbers = {"count": int(limit.numbers["uncertain"]), "judged": int(limit.numbers["judged"])}
    told = text % (numbers | {"criteria": _criteria(limit, names)})
    return _("The quadrant of every criterion"), told + _without_interval(int(limit.numbers["without_interval"]))


def _no_gap(limit: Finding, names: Names) -> tuple[str, str]:
    heading = _("Whether a gap is more than chance")
    if not limit.numbers["tests"]:
        return heading, _("No gap could be tested: that takes two answers that differ.")
    text = _("No gap can be told from zero (smallest Holm-corrected p: %(p)s, %(tests)s tests).")
    return heading, text % {"p": points(limit.numbers["smallest_p"]), "tests": number(limit.numbers["tests"])}


def _no_seller_gap(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("No difference between sellers and customers can be told from zero (smallest Holm-corrected p: %(p)s).")
    return _("Whether sellers see it differently"), text % {"p": points(limit.numbers["smallest_p"])}


def _signed_rank(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("With %(n)s answers even the clearest pattern has p = %(p)s in a rank test: fewer than six never suffice.")
    numbers = {"n": number(limit.numbers["n"]), "p": number(limit.numbers["p"], 3)}
    return _("Anything at the 5 % level"), text % numbers


def _ceiling(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("%(share)s %% of the ratings of %(dimension)s are in the top fifth of the scale.")
    dimension = _("importance") if limit.dimension is Dimension.IMPORTANCE else _("performance")
    numbers = {"share": number(100 * limit.numbers["share"]), "dimension": dimension}
    return _("Differences near the top, where the answers are squeezed"), text % numbers


def _two_camps(limit: Finding, names: Names) -> tuple[str, str]:
    text = (
        _("Importance of %(criteria)s: the answers stand in two camps, and the mean lies where hardly anybody does.")
        if limit.dimension is Dimension.IMPORTANCE
        else _("Performance on %(criteria)s: the answers stand in two camps; the mean lies where hardly anybody does.")
    )
    return _("What the average customer thinks"), text % {"criteria": _criteria(limit, names)}


def _not_judged(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("Customers did not rate both importance and performance of: %(criteria)s.")
    return _("How customers see every criterion"), text % {"criteria": _criteria(limit, names)}


def _withheld(limit: Finding, names: Names) -> tuple[str, str]:
    text = _("%(criteria)s: too few answered, here or beside here, to show it without telling fewer than %(n)s apart.")
    return _("What small groups answered"), text % {
        "criteria": _criteria(limit, names),
        "n": number(limit.numbers["least"]),
    }


def _unpaired(limit: Finding, names: Names) -> tuple[str, str]:
    count = int(limit.numbers["ratings"])
    text = ngettext(
        "%(count)s rating has no counterpart: its giver rated importance or performance alone. It is left out.",
        "%(count)s ratings have no counterpart: their givers rated importance or performance alone. They are left out.",
        count,
    )
    return _("What half answers would have added"), text % {"count": number(count)}


Say = Callable[[Finding, Names], tuple[str, str]]
ACTS: dict[object, Say] = {
    Act.CLOSE_GAP: _close_gap,
    Act.SELLERS_UNDERRATE: _underrate,
    Act.SELLERS_OVERRATE: _overrate,
    Act.ASK_MORE: _ask_more,
}
LIMITS: dict[object, Say] = {
    Limit.NO_ANSWERS: _no_answers,
    Limit.RESPONSE: _response,
    Limit.FEW_ANSWERS: _few_answers,
    Limit.NO_QUADRANT: _no_quadrant,
    Limit.SOME_QUADRANTS: _some_quadrants,
    Limit.NO_GAP: _no_gap,
    Limit.NO_SELLER_GAP: _no_seller_gap,
    Limit.SIGNED_RANK: _signed_rank,
    Limit.CEILING: _ceiling,
    Limit.TWO_CAMPS: _two_camps,
    Limit.NOT_JUDGED: _not_judged,
    Limit.UNPAIRED: _unpaired,
    Limit.WITHHELD: _withheld,
}
