"""The portfolio in words: what a director asks first, the answer, of how many, and by which rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.charts.matrix_words import NAMES, category_words, lines_words
from accounts.charts.tier import moves_words, pareto_words, percent, value_words
from accounts.domain.concentration import CUTS, MATERIAL_SHARE, Band, Rule
from accounts.models.portfolio import Portfolio
from accounts.models.tier_recorded import Moved
from kamplan.formats import day, number

MOST_NAMED = 3


@dataclass(frozen=True)
class Answer:
    """A question and what the figures say; `rule` says by what and of how many, `links` lead to who is meant."""

    key: str
    question: str
    words: str
    rule: str
    links: tuple[tuple[str, str], ...] = ()


def answers(portfolio: Portfolio) -> list[Answer]:
    found = (which_are_key(portfolio), how_few(portfolio), what_moved(portfolio), where_the_risk_is(portfolio))
    return [*found, what_to_do(portfolio)]


def which_are_key(portfolio: Portfolio) -> Answer:
    pyramid = portfolio.pyramid
    steps, stood = [step for step in pyramid.steps if step.tier.is_key], len(pyramid.stands)
    count, revenue = sum(step.count for step in steps), sum(step.of_revenue or 0 for step in steps)
    told = {
        "count": number(count),
        "all": number(stood),
        "share": percent(Fraction(count, max(stood, 1))),
        "revenue": percent(revenue),
    }
    words = ngettext(
        "%(count)s of %(all)s accounts (%(share)s) is in a class of key accounts. It gives %(revenue)s of the revenue.",
        "%(count)s of %(all)s accounts (%(share)s) are in classes of key accounts. "
        "Together they give %(revenue)s of the revenue.",
        count,
    )
    return Answer(
        "pyramid",
        _("How many key accounts are there?"),
        f"{words % told} {official_words(portfolio)}",
        " ".join(rule_of_classes(portfolio)),
        ((_("The official list"), reverse("key_status_list")),),
    )


def official_words(portfolio: Portfolio) -> str:
    count = portfolio.official
    if not count:
        return _("Nobody has decided of any of them yet that it is a key account.")
    words = ngettext(
        "Officially, because somebody decided so, %(count)s is a key account.",
        "Officially, because somebody decided so, %(count)s are key accounts.",
        count,
    )
    return words % {"count": number(count)}


def rule_of_classes(portfolio: Portfolio) -> Iterator[str]:
    run, pyramid = portfolio.run, portfolio.pyramid
    key = ", ".join(tier.name for tier in pyramid.tiers if tier.is_key)
    told = {"classes": key, "value": value_words(run.set), "day": day(run.as_of), "months": number(run.set.months)}
    yield (
        _("Key is class %(classes)s, by %(value)s of %(months)s months up to %(day)s among all accounts of the house.")
        % told
    )
    if pyramid.newer:
        yield ngettext(
            "%(count)s account has come since and has no class yet.",
            "%(count)s accounts have come since and have no class yet.",
            pyramid.newer,
        ) % {"count": number(pyramid.newer)}


def how_few(portfolio: Portfolio) -> Answer:
    pyramid = portfolio.pyramid
    selling = len(pyramid.chosen.selling)
    told = {"n": number(selling), "left": number(len(pyramid.stands) - selling)}
    return Answer(
        "pareto",
        _("How few give how much?"),
        pareto_words(pyramid) or _("Nobody has bought anything."),
        _("n = %(n)s customers who bought something; %(left)s bought nothing, or less than they were credited.") % told,
    )


def what_moved(portfolio: Portfolio) -> Answer:
    moves, tier_set = portfolio.moves, portfolio.run.set
    told = {"n": number(len(portfolio.pyramid.stands)), "runs": number(tier_set.lasting)}
    rule = ngettext(
        "n = %(n)s accounts. By the rule a move counts as soon as it is due beyond the band around a cut.",
        "n = %(n)s accounts. By the rule a move counts when it was due in %(runs)s monthly runs in a row, beyond the "
        "band around a cut.",
        tier_set.lasting,
    )
    named = moves[:MOST_NAMED]
    return Answer(
        "moves",
        _("What has moved?"),
        moves_words(moves, portfolio.since) if portfolio.since else _("Choose a day to tell moves from."),
        rule % told,
        tuple((move_words(portfolio, move), reverse("tier_story", args=[move.account])) for move in named),
    )


def move_words(portfolio: Portfolio, move: Moved) -> str:
    told = {"name": portfolio.names[move.account].name, "before": move.before, "after": move.after}
    return _("%(name)s, %(before)s to %(after)s") % told


def where_the_risk_is(portfolio: Portfolio) -> Answer:
    found = portfolio.pyramid.chosen.concentration
    if not found.n:
        return Answer("concentration", _("Where is the risk?"), _("Nobody has bought anything."), "")
    material = portfolio.largest[: found.material]
    told = {
        "name": portfolio.names[portfolio.largest[0].account].name,
        "one": percent(found.top(1)),
        "three": percent(found.top(3)),
        "band": BANDS[found.band or Band.DIVERSIFIED](),
        "hhi": number(float(found.hhi or 0), 3),
        "effective": number(float(found.effective_number or 0), 1),
    }
    words = _(
        "%(name)s alone gives %(one)s of the revenue, the three largest give %(three)s. "
        "The revenue is %(band)s: as if it came from %(effective)s customers of one size."
    )
    return Answer(
        "concentration",
        _("Where is the risk?"),
        f"{words % told} {material_words(len(material))}",
        rule_of_concentration(found.n, told["hhi"]),
        tuple((portfolio.names[stand.account].name, account_address(stand.account)) for stand in material),
    )


BANDS = {
    Band.DIVERSIFIED: lambda: _("well spread"),
    Band.MODERATE: lambda: _("moderately concentrated"),
    Band.CONCENTRATED: lambda: _("concentrated"),
}


def material_words(count: int) -> str:
    told = {"count": number(count), "share": percent(MATERIAL_SHARE, 0)}
    if not count:
        return _("No customer gives more than %(share)s, the share from which a single one is a risk.") % told
    return (
        ngettext(
            "%(count)s customer gives more than %(share)s, the share from which a single one is a risk.",
            "%(count)s customers give more than %(share)s each, the share from which a single one is a risk.",
            count,
        )
        % told
    )


def rule_of_concentration(count: int, hhi: str) -> str:
    moderate, concentrated = CUTS[Rule.PORTFOLIO]
    told = {"n": number(count), "hhi": hhi}
    told |= {"moderate": number(float(moderate), 2), "concentrated": number(float(concentrated), 2)}
    return (
        _(
            "n = %(n)s customers with revenue. Index (HHI) %(hhi)s: below %(moderate)s well spread, "
            "above %(concentrated)s concentrated."
        )
        % told
    )


def what_to_do(portfolio: Portfolio) -> Answer:
    placed, question = portfolio.matrix.placed, _("What do they call for?")
    rest = len(portfolio.pyramid.owners) - len(placed)
    if not placed:
        words = _("No account is judged both ways yet: how attractive it is, and how strong we are there.")
        return Answer("matrix", question, words, _("n = %(n)s accounts.") % {"n": number(rest)})
    told = {"n": number(len(placed)), "rest": number(rest), "lines": lines_words(portfolio.lines)}
    told["asked"] = number(portfolio.matrix.asked)
    fields = [(str(NAMES[each]), portfolio.in_fields[each]) for each in NAMES]
    fields.append((_("not told apart"), portfolio.in_fields[None]))
    words = ", ".join(f"{name} {number(count)}" for name, count in fields if count)
    rule = _(
        "n = %(n)s accounts judged both ways, %(rest)s are not. Of %(asked)s the customer was asked. "
        "Cut lines: %(lines)s."
    )
    return Answer(
        "matrix", question, _("In the matrix: %(fields)s.") % {"fields": words}, rule % told, links_of_matrix(portfolio)
    )


def links_of_matrix(portfolio: Portfolio) -> tuple[tuple[str, str], ...]:
    """The largest with a place, each with its field."""
    return tuple(
        (f"{each.account.name}: {category_words(each.possible(portfolio.lines))}", account_address(each.account.pk))
        for each in portfolio.drawn[:MOST_NAMED]
    )


def account_address(account: int) -> str:
    return reverse("account", args=[account])
