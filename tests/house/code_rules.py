"""Rules about our Python code: each takes a syntax tree and yields what breaks it, with the line."""

import ast
import sys
from collections.abc import Iterator

Complaints = Iterator[str]

# Tables whose rows belong to an account or a survey: a view reaches them by a door or a rule of sight.
PROTECTED = {
    "Account",
    "Answer",
    "Contact",
    "DataImport",
    "Job",
    "KeyStatus",
    "Member",
    "Respondent",
    "Survey",
    "Upload",
}
RULES_OF_SIGHT = {"served_by_others", "visible_to", "deleted_visible_to", "administered_by", "usable", "none"}
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def signals(tree: ast.Module) -> Complaints:
    """A signal is a call nobody sees at the place where it happens."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("signals", "dispatch")):
            yield f"line {node.lineno}: imports {node.module}"
        if isinstance(node, ast.ImportFrom) and any(name.name in ("signals", "receiver") for name in node.names):
            yield f"line {node.lineno}: imports signals"


def save_overrides(tree: ast.Module) -> Complaints:
    """What happens at saving stands in a field, a constraint or a change."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and looks_like_a_model(node):
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete", "__init__"}:
                    yield f"line {part.lineno}: {node.name}.{part.name} is overridden"


def looks_like_a_model(node: ast.ClassDef) -> bool:
    return any(
        ast.unparse(base).split(".")[-1] in {"Model", "AbstractBaseUser", "HistoricalModel"} for base in node.bases
    )


def generic_relations(tree: ast.Module) -> Complaints:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and named(node) in {"GenericForeignKey", "GenericRelation"}:
            yield f"line {node.lineno}: {named(node)}"


def trusted_markup(tree: ast.Module) -> Complaints:
    """`format_html` escapes; these do not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node.func) in {"mark_safe", "SafeString", "SafeText"}:
            yield f"line {node.lineno}: {named(node.func)}"


def assertions(tree: ast.Module) -> Complaints:
    """Python -O drops an assert; what must hold is checked."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield f"line {node.lineno}: assert"


def unguarded_queries(tree: ast.Module) -> Complaints:
    """In a view: rows of a protected table asked for without a rule of sight. How many there are may be asked."""
    counted = {id(part) for node in ast.walk(tree) if is_count(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in counted:
            continue
        if isinstance(node, ast.Attribute) and is_manager(node.value) and node.attr not in RULES_OF_SIGHT:
            yield f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Call) and named(node.func) in SHORTCUTS:
            yield from (f"line {node.lineno}: {ast.unparse(node)}" for word in node.args if named(word) in PROTECTED)


def is_count(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and named(node.func) in {"count", "exists"}


def is_manager(node: ast.expr) -> bool:
    managers = {"objects", "history", "_default_manager", "_base_manager"}
    return isinstance(node, ast.Attribute) and node.attr in managers and named(node.value) in PROTECTED


def raw_sql(tree: ast.Module) -> Complaints:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node.func) in {"raw", "extra", "RawSQL"}:
            yield f"line {node.lineno}: {named(node.func)}"


def order_or_filter_from_request(tree: ast.Module) -> Complaints:
    """A word from the address never becomes the name of a column."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node.func) in {"order_by", "filter", "exclude", "annotate", "values"}:
            words = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg is None)]
            for word in words:
                if "request." in ast.unparse(word):
                    yield f"line {node.lineno}: {ast.unparse(node)}"


def form_or_none(tree: ast.Module) -> Complaints:
    """`Form(request.POST or None)` loses a form whose fields are all empty."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and ast.unparse(node).startswith("request.POST or"):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def open_fields(tree: ast.Module) -> Complaints:
    """A form names its fields; `__all__` and `exclude` let a new column in unseen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            for part in node.body:
                if isinstance(part, ast.Assign) and named(part.targets[0]) == "exclude":
                    yield f"line {part.lineno}: exclude"
                if isinstance(part, ast.Assign) and ast.unparse(part.value) in {"'__all__'", "ALL_FIELDS"}:
                    yield f"line {part.lineno}: __all__"


def clocks(tree: ast.Module) -> Complaints:
    """Arithmetic is told what day it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "monotonic"}:
            yield f"line {node.lineno}: {ast.unparse(node)}"


def hidden_texts(tree: ast.Module) -> Complaints:
    """What is translated inside an f-string never reaches the catalogue: nobody looks for texts there."""
    for whole in ast.walk(tree):
        for node in ast.walk(whole) if isinstance(whole, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and named(node.func) in TRANSLATING:
                yield f"line {node.lineno}: {ast.unparse(node)}"


def named(node: ast.expr) -> str:
    """The last word of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imports(tree: ast.Module, *, top_only: bool = False) -> Iterator[str]:
    """The modules a module imports, dotted; those inside functions too unless only the top is asked for."""
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def beyond_python(tree: ast.Module, *allowed: str, top_only: bool = False) -> Complaints:
    """What is imported besides the standard library and the allowed packages."""
    for name in imports(tree, top_only=top_only):
        if name.split(".")[0] not in sys.stdlib_module_names and not (name + ".").startswith(allowed):
            yield f"imports {name}"
