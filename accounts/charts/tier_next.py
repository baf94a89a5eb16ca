"""What would raise the class of an account, in words."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import TierSet, TierStanding
from accounts.models.tier_next import Next, next_of
from kamplan.formats import number


def next_words(standing: TierStanding) -> list[str]:
    """By the rule; what somebody has decided against it stands until its last day whatever the figures are."""
    found, tier_set = next_of(standing), standing.run.set
    if found:
        return list(_value_words(found, tier_set))
    if standing.rule_tier.order == 0:
        return [_("By the rule no class is higher.")]
    if tier_set.basis == TierSet.Basis.COMPOSITE:
        return [_("More revenue, margin or growth; how much it takes hangs on the points of all others.")]
    return [_("No value is enough: the band around the cut leaves no room above it.")]


def _value_words(found: Next, tier_set: TierSet) -> Iterator[str]:
    told = {"name": found.tier.name, "currency": settings.CURRENCY, "what": tier_set.get_basis_display()}
    told |= {"value": number(found.value), "more": number(found.more)}
    if found.more <= 0:
        yield _("It is worth enough for class %(name)s already; the move has to last.") % told
    else:
        yield (
            _("%(what)s of %(value)s %(currency)s gives class %(name)s: %(more)s more, all others staying as they are.")
            % told
        )
    if tier_set.lasting > 1:
        yield _("It has to be so in %(runs)s monthly runs in a row.") % {"runs": number(tier_set.lasting)}
