"""The list of persons asked as a table: how far each has come, and nothing of what was answered."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kamplan.exports import Column, Kind, Table
from surveys.models import Respondent, Survey
from surveys.models.invitation import InvitationQuerySet


def invitation_table(invitations: InvitationQuerySet, mode: str) -> Table:
    """Of a survey that is not named, only the day on which somebody came to answer."""
    texts = (_("Name"), _("E-mail"), _("Account"), _("Audience"), _("Language"), _("State"))
    is_named = mode == Survey.Mode.NAMED
    visited = Kind.MOMENT if is_named else Kind.DATE
    told: Callable[[datetime], date] = timezone.localtime if is_named else timezone.localdate
    moments = (
        Column(_("Since"), visited),
        Column(_("Sent"), Kind.MOMENT),
        Column(_("Last reminder"), Kind.MOMENT),
        Column(_("Answered"), visited),
    )
    languages, audiences = dict(settings.LANGUAGES), dict(Respondent.Audience.choices)
    found = invitations.select_related("account")
    rows = (
        (
            each.name,
            each.email,
            each.account.name if each.account else "",
            audiences[each.audience],
            languages[each.language],
            each.state.label,
            told(each.state_since),
            each.sent_at,
            each.reminded_at,
            each.answered_at and told(each.answered_at),
        )
        for each in found.iterator(chunk_size=2000)
    )
    return Table(title=_("Invitations"), columns=(*map(Column, texts), *moments), rows=rows)
