"""What imported files and the record of what they changed hold about persons."""

import json
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import (
    DataImport,
    ImportedRow,
    RememberedColumn,
)
from accounts.privacy.terms import (
    of_user,
)
from kamplan.privacy import (
    REMOVED,
    declare_content,
    declare_impersonal,
    declare_text,
)
from kamplan.spreadsheets import readings

# --- imports ----------------------------------------------------------------------------------------------------------
IMPORTS = _("Imported files")
of_import = partial(
    of_user,
    whose="user",
    purpose=_("Whose file it is, and what its columns mean to them"),
    retention=_("30 days; what columns mean: as long as the user"),
    erasure=REMOVED,
)
of_import(DataImport, "user", what=IMPORTS)
of_import(RememberedColumn, "user", "kind", "heading", "field", what=_("Columns remembered from imports"))
declare_text(DataImport, "file_name", what=IMPORTS, retention=_("30 days"))
declare_impersonal(
    DataImport,
    *("id", "kind", "state", "encoding", "delimiter", "mapping", "options", "created_at", "done_at", "undone_at"),
)
declare_impersonal(RememberedColumn, "id")
declare_impersonal(ImportedRow, "id", "data_import", "table", "row")


def imports_naming(words: list[str]) -> list[Any]:
    """Imports whose file, or whose record of what it changed, holds one of the words."""
    sought = [word.casefold() for word in words]

    def names(text: str) -> bool:
        return any(word in text.casefold() for word in sought)

    files = DataImport.objects.values_list("pk", "content", "found").iterator(chunk_size=5)
    found = {pk for pk, file, told in files if names(as_json(told)) or any(map(names, readings(bytes(file))))}
    rows = ImportedRow.objects.exclude(table__in=["revenue", "area"]).values_list("data_import", "before", "after")
    return sorted(found | {pk for pk, *values in rows.iterator() if names(as_json(values))})


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def remove_imports(keys: list[Any]) -> None:
    DataImport.objects.filter(pk__in=keys).delete()


declare_content(
    IMPORTS,
    find=imports_naming,
    remove=remove_imports,
    columns=[(DataImport, "content"), (DataImport, "found"), (ImportedRow, "before"), (ImportedRow, "after")],
)
