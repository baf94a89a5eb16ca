"""What runs with every answer somebody gives: four statements written by hand, the same for both databases.

Django takes up to 1 ms to work out such SQL, and the database a tenth of it to obey (decision 22). The tests compare
what is read and written here with what the models say.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeAlias, TypeVar
from weakref import WeakSet

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from surveys.domain.sheet import Rating
from surveys.models.answer import Respondent
from surveys.models.invitation import Invitation
from surveys.models.questionnaire import Questionnaire
from surveys.models.survey import Survey

M = TypeVar("M", bound=Model)
Statement: TypeAlias = tuple[str, list[Any]]

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
VISITED = f"""
    SELECT {COLUMNS} FROM surveys_invitation
    JOIN surveys_survey ON surveys_survey.id = surveys_invitation.survey_id
    JOIN surveys_questionnaire ON surveys_questionnaire.survey_id = surveys_survey.id
    WHERE surveys_invitation.id = %s AND surveys_survey.id = %s"""  # noqa: S608 - names of our own

# The survey is shared with others who answer, and kept from who would close it; the invitation is held alone.
HELD = f"{VISITED} FOR SHARE OF surveys_survey FOR NO KEY UPDATE OF surveys_invitation"
PLANNED: WeakSet[object] = WeakSet()  # connections that know by now how they find it

NEW = tuple(field.attname for field in Respondent._meta.concrete_fields if not field.primary_key)
BEGUN = f"""
    INSERT INTO surveys_respondent ({", ".join(NEW)}) VALUES ({", ".join(["%s"] * len(NEW))})
    ON CONFLICT (survey_id, label) DO NOTHING RETURNING id"""  # noqa: S608 - names of our own

RATED = """
    INSERT INTO surveys_answer (respondent_id, criterion_id, importance, performance, no_experience)
    VALUES {rows} ON CONFLICT (respondent_id, criterion_id) DO UPDATE
    SET importance = excluded.importance, performance = excluded.performance, no_experience = excluded.no_experience"""

NOTED = "UPDATE surveys_invitation SET opened_at = %s, started_at = %s, answered_at = %s WHERE id = %s"


def visited(pk: int, survey: int) -> Invitation | None:
    """An invitation with its survey and questionnaire."""
    with connection.cursor() as cursor:
        cursor.execute(VISITED, (pk, survey))
        return invitation_in(cursor.fetchone())


def held(pk: int, survey: int) -> Invitation | None:
    """The same, read anew and kept so until the transaction ends. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return visited(pk, survey)
    with connection.cursor() as cursor:
        plan_once(cursor)
        cursor.execute("EXECUTE held (%s, %s)", (pk, survey))
        return invitation_in(cursor.fetchone())


def plan_once(cursor: CursorWrapper) -> None:
    """PostgreSQL takes three times as long to plan this as to obey it, and keeps a plan as long as the connection."""
    if connection.connection not in PLANNED:
        cursor.execute(f"PREPARE held (bigint, bigint) AS {HELD % ('$1', '$2')}")
        PLANNED.add(connection.connection)


def invitation_in(row: Sequence[Any] | None) -> Invitation | None:
    if row is None:
        return None
    values = map(read, row)
    invitation, survey, questionnaire = made(Invitation, values), made(Survey, values), made(Questionnaire, values)
    survey.questionnaire, invitation.survey = questionnaire, survey
    return invitation


def made(model: type[M], row: Iterator[Any]) -> M:
    """Of the next values; what was not read comes when it is asked for."""
    names = READ[model]
    return model.from_db(connection.alias, names, list(islice(row, len(names))))


def begin(respondent: Respondent) -> bool:
    """Store somebody new; False, and nothing is stored, when another in the survey bears the name."""
    with connection.cursor() as cursor:
        cursor.execute(BEGUN, [written(getattr(respondent, name)) for name in NEW])
        row = cursor.fetchone()
    if row:
        respondent.pk, respondent._state.adding = row[0], False
    return row is not None


def rated(respondent: Respondent, ratings: Mapping[int, Rating]) -> Statement:
    """Each in place of what was rated before."""
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(ratings))
    return RATED.format(rows=rows), list(in_rows(respondent.pk, ratings))


def in_rows(respondent: int, ratings: Mapping[int, Rating]) -> Iterator[int | bool | None]:
    for criterion, rating in ratings.items():
        yield from (respondent, criterion, rating.importance, rating.performance, rating.no_experience)


def noted(invitation: Invitation) -> Statement:
    """Its three moments."""
    moments = (invitation.opened_at, invitation.started_at, invitation.answered_at)
    return NOTED, [*map(written, moments), invitation.pk]


def obey(statements: Sequence[Statement]) -> None:
    """One after the other. PostgreSQL gets all of them at once: each way there and back takes time."""
    if connection.vendor == "postgresql" and statements:
        statements = [in_one(statements)]
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def in_one(statements: Sequence[Statement]) -> Statement:
    return "; ".join(sql for sql, _values in statements), [each for _sql, values in statements for each in values]


def read(value: Any) -> Any:
    """SQLite keeps times without their zone, which is UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def written(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
