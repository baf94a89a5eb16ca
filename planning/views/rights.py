"""Who may do what: the tables the doors ask, printed with words, and what the reader is."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Request
from accounts.access.rights import ACCOUNT_RIGHTS, UNIT_RIGHTS
from kamplan.rights import Answer, Table
from surveys.access import SURVEY_RIGHTS

TABLES = (ACCOUNT_RIGHTS, SURVEY_RIGHTS, UNIT_RIGHTS)


@dataclass(frozen=True)
class Line:
    """One act, and the answer to each capacity in the order of the table's columns."""

    act: str
    answers: tuple[Answer, ...]


@require_safe
def rights(request: Request) -> HttpResponse:
    context = {
        "tables": [(table, lines(table)) for table in TABLES],
        "roles": request.user.roles.select_related("unit"),
        "team_count": request.user.memberships.filter(account__deleted_at=None).count(),
        "owned_count": request.user.owned_accounts.filter(deleted_at=None).count(),
    }
    return render(request, "planning/rights.html", context)


def lines(table: Table) -> list[Line]:
    return [
        Line(str(act.label), tuple(table.answers[act][capacity] for capacity in table.capacities.values))
        for act in table.acts
    ]
