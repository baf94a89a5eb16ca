"""What the frame's own tables, and those of the libraries it uses, hold about persons."""

import json
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from accounts.privacy.terms import (
    of_user,
)
from kamplan.daily import DailyRun
from kamplan.jobs import Job
from kamplan.privacy import (
    REMOVED,
    declare_content,
    declare_impersonal,
    declare_text,
)

# --- long work --------------------------------------------------------------------------------------------------------
of_user(
    Job,
    *("user", "message", "address"),
    what=_("Long work"),
    whose="user",
    purpose=_("To show a user how far their work is"),
    retention=_("30 days"),
    erasure=REMOVED,
)
declare_text(Job, "message", what=_("Long work"), retention=_("30 days"))
declare_impersonal(Job, "id", "kind", "subject", "state", "done", "total", "tries", "task", "created_at", "heard_at")
declare_impersonal(DailyRun, "name", "day")


def tasks_naming(words: list[str]) -> list[Any]:
    """A mail on its way stands in its task."""
    sought = [word.casefold() for word in words]
    tasks = DBTaskResult.objects.values_list("pk", "args_kwargs").iterator()
    return [
        pk for pk, given in tasks if any(word in json.dumps(given, ensure_ascii=False).casefold() for word in sought)
    ]


def remove_tasks(keys: list[Any]) -> None:
    DBTaskResult.objects.filter(pk__in=keys).delete()


declare_content(
    _("Tasks of the worker"), find=tasks_naming, remove=remove_tasks, columns=[(DBTaskResult, "args_kwargs")]
)
declare_text(DBTaskResult, "traceback", what=_("Tasks of the worker"), retention=_("30 days"))
declare_impersonal(
    DBTaskResult,
    *("id", "status", "enqueued_at", "started_at", "finished_at", "priority", "task_path"),
    *("worker_ids", "queue_name", "backend_name", "run_after", "return_value", "exception_class_path"),
)

# --- unused tables of Django ------------------------------------------------------------------------------------------
declare_impersonal(ContentType, "id", "app_label", "model")
declare_impersonal(Permission, "id", "name", "content_type", "codename")
declare_impersonal(Group, "id", "name")
declare_impersonal(Group.permissions.through, "id", "group", "permission")
