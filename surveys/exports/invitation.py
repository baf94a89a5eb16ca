"""The list of persons asked as a table: how far each has come, and nothing of what was answered."""

from django.conf import settings
from django.utils.translation import gettext as _

from kamplan.exports import Column, Kind, Table
from surveys.models import Respondent
from surveys.models.invitation import InvitationQuerySet


def invitation_table(invitations: InvitationQuerySet) -> Table:
    texts = (_("Name"), _("E-mail"), _("Account"), _("Audience"), _("Language"), _("State"))
    moments = (_("Since"), _("Sent"), _("Last reminder"), _("Answered"))
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
            each.state_since,
            each.sent_at,
            each.reminded_at,
            each.answered_at,
        )
        for each in found.iterator(chunk_size=2000)
    )
    columns = (*map(Column, texts), *(Column(heading, Kind.MOMENT) for heading in moments))
    return Table(title=_("Invitations"), columns=columns, rows=rows)
