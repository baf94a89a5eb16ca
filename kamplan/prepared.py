"""Questions asked so often that working out their SQL costs more than the answer: worked out once, asked with values.

by_key = Prepared(lambda: Invitation.objects.filter(pk=Slot("pk", BigAutoField())))
by_key(pk=7)                                  # the same list as the QuerySet's, in the same transaction
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Slot(Expression):
    """A place in a query whose value comes later."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared(Generic[M]):
    """A QuerySet with slots: its SQL and how its columns are read are found out once, its objects made every time."""

    def __init__(self, question: Callable[[], "QuerySet[M, Any]"]) -> None:
        self.question = question

    @cached_property
    def known(self) -> tuple["QuerySet[M, Any]", SQLCompiler, str, tuple[Any, ...], Any]:
        rows = self.question()
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        return rows, compiler, sql, tuple(parameters), converters

    def __call__(self, **values: Any) -> list[Any]:
        rows, compiler, sql, parameters, converters = self.known
        compiler, connection = copy(compiler), connections[DEFAULT_DB_ALIAS]
        filled = tuple(each.filled(values, connection) if isinstance(each, Slot) else each for each in parameters)
        ours: dict[str, Any] = {
            "connection": connection,
            "as_sql": lambda *_, **__: (sql, filled),
            "get_converters": lambda _columns: converters,
        }
        vars(compiler).update(ours)
        asked = rows.all()
        vars(asked.query)["get_compiler"] = lambda *_, **__: compiler
        return list(asked)
