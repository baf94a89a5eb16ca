"""Scores of risk in words: the share of wallet, what leaving costs the customer, what we would lose."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.charts.worth import money, percent
from accounts.charts.worth_score import Input, Score, margin_doubt, margin_input, term
from accounts.domain.worth_wallet import Basis
from accounts.models import Figure, SwitchingLine
from accounts.models.worth_found import AccountWorth
from kamplan.formats import day, number


def wallet(found: AccountWorth) -> Score:
    known = [each for each in found.categories if each.wallet.basis is Basis.SPEND]
    told = {"known": number(len(known)), "all": number(len(found.categories))}
    note = _("Measured in %(known)s of %(all)s categories; estimates by rule are not in it.") % told
    return Score(
        key="wallet",
        name=_("Share of wallet"),
        value=percent(found.measured),
        note=note if known else _("Missing: what the customer spends in a category in a year."),
        rule=_("Our revenue in twelve months / what the customer spends in the same categories in a year."),
        inputs=tuple(
            Input(each.area.name, f"{money(each.wallet.ours)} / {money(each.wallet.spend)}", budget_words(each.budget))
            for each in known
        ),
        before=tuple(wallet_before(found)),
        raises=tuple(wallet_raises(found)),
    )


def budget_words(budget: Figure | None) -> str:
    return f"{budget.year}, {budget.source}" if budget else ""


def wallet_before(found: AccountWorth) -> Iterator[tuple[str, str]]:
    before = found.measured_before
    if before is not None:
        yield _("A year before"), percent(before)


def wallet_raises(found: AccountWorth) -> Iterator[str]:
    left = [(each.wallet.left, each.area.name) for each in found.categories if each.wallet.left]
    if left:
        most, name = max(left)
        told = {"area": name, "amount": money(most), "currency": found.rates.house}
        yield _("%(area)s: %(amount)s %(currency)s a year are spent elsewhere, more than in any other category.") % told
    unknown = [each.area.name for each in found.categories if each.wallet.basis is not Basis.SPEND]
    if unknown:
        yield _("Ask what the customer spends on: %(areas)s.") % {"areas": ", ".join(unknown)}


def switching(found: AccountWorth) -> Score:
    told = found.switching
    if told.customer is None:
        note = _("Missing: nobody has written down what leaving would cost the customer.")
    elif told.relative is None:
        note = _("The customer bought nothing in these months to compare it with.")
    else:
        note = _("%(share)s of what it spends with us in a year.") % {"share": percent(told.relative)}
    return Score(
        key="switching",
        name=_("The customer’s cost of leaving us"),
        value=money(told.customer),
        note=note,
        rule=_("All one-off costs, and the yearly ones as an annuity at the discount rate."),
        inputs=(
            *(Input(str(label), money(told.borne_by(bearer))) for bearer, label in SwitchingLine.Bearer.choices),
            Input(_("Together with the new supplier’s"), money(told.total)),
            Input(_("Spent with us in twelve months"), money(told.spend)),
            term(found, "interest"),
        ),
        before=(),
        raises=tuple(switching_raises(found)),
    )


def switching_raises(found: AccountWorth) -> Iterator[str]:
    told = found.switching
    names = {line.pk: line.description for line in found.lines}
    if told.largest:
        words = {"name": names[told.largest.number], "amount": money(told.largest.worth)}
        yield _("Most of it is “%(name)s” (%(amount)s): whatever deepens it counts most.") % words
    unthought = [str(label) for kind, label in SwitchingLine.Kind.choices if kind not in told.kinds]
    if unthought and told.kinds:
        yield _("Nobody has looked for: %(kinds)s.") % {"kinds": "; ".join(unthought)}
    if told.guessed:
        yield _("%(share)s of it is a guess: ask the customer.") % {"share": percent(told.guessed, 0)}


def loss(found: AccountWorth) -> Score:
    told = found.switching
    until = found.assumed["agreed_until"][0]
    horizon = ngettext("%(count)s month", "%(count)s months", told.months) % {"count": number(told.months)}
    why = _("the agreement runs until %(day)s") % {"day": day(until)} if told.agreed else _("no agreement is known")
    missing = _("Missing: the margin of the last twelve months.")
    note = _("Over %(horizon)s: %(why)s.") % {"horizon": horizon, "why": why}
    return Score(
        key="loss",
        name=_("Our loss if it leaves"),
        value=money(told.our_loss),
        note=missing if told.our_loss is None else note + margin_doubt(found),
        rule=_("The margin of each coming year at present value, and what else it would cost us."),
        inputs=(
            margin_input(found),
            Input(_("Lost income, at present value"), money(told.income)),
            Input(_("What else it costs us"), money(told.borne_by("us"))),
            Input(_("Horizon"), horizon, why),
            term(found, "interest"),
        ),
        before=(),
        raises=(_("A longer agreement, or more margin, is more to lose: that is what makes this account matter."),),
    )
