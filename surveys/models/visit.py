"""What runs with every answer somebody gives: three statements written by hand, the same for both databases.

Django takes up to 1 ms to work out such SQL, and the database a tenth of it to obey (decision 22). The tests compare
what is read and written here with what the models say.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from surveys.domain.sheet import Rating
from surveys.models.answer import Respondent
from surveys.models.invitation import Invitation
from surveys.models.questionnaire import Questionnaire
from surveys.models.survey import Survey

M = TypeVar("M", bound=Model)

# Of each model what the pages of an invited person use, in its own order.
READ: dict[type[Model], tuple[str, ...]] = {
    Invitation: (
        *("id", "survey_id", "audience", "name", "email", "language", "account_id", "contact_id", "user_id"),
        *("nonce", "token_hash", "is_trial", "opened_at", "started_at", "answered_at", "withdrawn_at"),
    ),
    Survey: ("id", "title", "slug", "scale_low", "scale_high", "mode", "status", "created_by_id", "deleted_at"),
    Questionnaire: (
        *("id", "survey_id", "asks_customers", "asks_sellers", "asks_belief", "asks_satisfaction"),
        *("asks_recommendation", "asks_comments", "asks_last_word", "asked_by", "threshold", "opened_at", "closes_at"),
    ),
}
COLUMNS = ", ".join(f"{model._meta.db_table}.{name}" for model, names in READ.items() for name in names)
JOINED = """
    FROM surveys_invitation
    JOIN surveys_survey ON surveys_survey.id = surveys_invitation.survey_id
    JOIN surveys_questionnaire ON surveys_questionnaire.survey_id = surveys_survey.id
    WHERE surveys_invitation.id = %s"""
VISITED = f"SELECT {COLUMNS} {JOINED}"

# The survey is shared with others who answer, and kept from who would close it; the invitation is held alone. SQLite
# has one writer at a time.
HELD = f"""
    SELECT surveys_survey.status, surveys_survey.deleted_at, surveys_questionnaire.closes_at,
        surveys_invitation.withdrawn_at, surveys_invitation.opened_at, surveys_invitation.started_at,
        surveys_invitation.answered_at {JOINED}"""
LOCK = " FOR SHARE OF surveys_survey FOR NO KEY UPDATE OF surveys_invitation"

RATED = """
    INSERT INTO surveys_answer (respondent_id, criterion_id, importance, performance, no_experience)
    VALUES {rows} ON CONFLICT (respondent_id, criterion_id) DO UPDATE
    SET importance = excluded.importance, performance = excluded.performance, no_experience = excluded.no_experience"""


def visited(pk: int) -> Invitation | None:
    """An invitation with its survey and questionnaire."""
    values = asked(VISITED, pk)
    if values is None:
        return None
    row = iter(values)
    invitation, survey, questionnaire = made(Invitation, row), made(Survey, row), made(Questionnaire, row)
    survey.questionnaire, invitation.survey = questionnaire, survey
    return invitation


def made(model: type[M], row: Iterator[Any]) -> M:
    """Of the next values; what was not read comes when it is asked for."""
    names = READ[model]
    return model.from_db(connection.alias, names, list(islice(row, len(names))))


def hold(invitation: Invitation) -> bool:
    """Read anew whether it may still be answered, and keep that so until the transaction ends; False when gone."""
    survey = invitation.survey
    values = asked(HELD + LOCK if connection.vendor == "postgresql" else HELD, invitation.pk)
    if values is None:
        return False
    survey.status, survey.deleted_at, survey.questionnaire.closes_at, invitation.withdrawn_at = values[:4]
    invitation.opened_at, invitation.started_at, invitation.answered_at = values[4:]
    return True


def write_ratings(respondent: Respondent, ratings: Mapping[int, Rating]) -> None:
    """Each in place of what was rated before."""
    if not ratings:
        return
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(ratings))
    with connection.cursor() as cursor:
        cursor.execute(RATED.format(rows=rows), list(in_rows(respondent.pk, ratings)))


def in_rows(respondent: int, ratings: Mapping[int, Rating]) -> Iterator[int | bool | None]:
    for criterion, rating in ratings.items():
        yield from (respondent, criterion, rating.importance, rating.performance, rating.no_experience)


def asked(sql: str, pk: int) -> list[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])
        row = cursor.fetchone()
    return row and [aware(value) for value in row]


def aware(value: Any) -> Any:
    """SQLite keeps times without their zone, which is UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
