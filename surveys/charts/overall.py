"""Key figures, and those of what customers find of the whole: satisfied, and willing to recommend."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kamplan.formats import MISSING, number
from surveys.charts.words import points, too_few
from surveys.domain.overall import SATISFACTION, Overall, indication
from surveys.domain.results import Extra, Results


@dataclass(frozen=True, slots=True)
class KeyFigure:
    value: str
    of: str
    label: str
    more: str


def overall_figures(results: Results) -> Iterator[KeyFigure]:
    """Of the questions the survey asks. What may not be shown says so; what nobody answered is a dash."""
    overall, least = results.overall, results.threshold
    if Extra.SATISFACTION in results.asked:
        label, n = _("overall satisfaction"), overall.satisfaction_n
        yield _satisfaction(label, overall) if n else KeyFigure(MISSING, "", label, too_few(least) if least else "")
    if Extra.RECOMMENDATION in results.asked:
        label, n = _("net promoter score"), overall.recommendation_n
        yield _recommendation(label, overall) if n else KeyFigure(MISSING, "", label, too_few(least) if least else "")


def _satisfaction(label: str, overall: Overall) -> KeyFigure:
    interval, n = overall.satisfaction_interval, overall.satisfaction_n
    words = [_("n = %(n)s") % {"n": number(n)}]
    if overall.satisfaction_sd is not None:
        words.append(_("SD %(sd)s") % {"sd": points(overall.satisfaction_sd)})
    if interval:
        words.append(_("95 %%: %(low)s to %(high)s") % {"low": points(interval.low), "high": points(interval.high)})
    of = _("of %(count)s") % {"count": number(SATISFACTION.high)}
    return KeyFigure(points(overall.satisfaction_mean), of, label, ", ".join([*words, *_unsure(n)]))


def _recommendation(label: str, overall: Overall) -> KeyFigure:
    margin, n = overall.net_promoter_margin, overall.recommendation_n
    words = [
        _("%(promoters)s %% would recommend us, %(detractors)s %% would not")
        % {"promoters": number(100 * overall.promoters / n), "detractors": number(100 * overall.detractors / n)},
        _("n = %(n)s") % {"n": number(n)},
    ]
    of = _("± %(margin)s") % {"margin": number(margin)} if margin is not None else ""
    return KeyFigure(number(overall.net_promoter_score, sign=True), of, label, ", ".join([*words, *_unsure(n)]))


def _unsure(n: int) -> list[str]:
    return [_("indication")] if indication(n) else []
