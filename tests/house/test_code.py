"""House rules about Python code. Each rule is tried on a planted violation before it is trusted."""

import ast
from functools import partial
from pathlib import Path

import pytest

from tests.house import code_rules as rules
from tests.house.tree import APPS, modules, syntax, text

EVERYWHERE = (
    rules.signals,
    rules.save_overrides,
    rules.generic_relations,
    rules.assertions,
    rules.raw_sql,
    rules.order_or_filter_from_request,
    rules.form_or_none,
    rules.open_fields,
    rules.hidden_texts,
)
MAY_MARK_MARKUP = {
    Path("kamplan/templatetags/kamplan.py"): "drawings of the pinned icon library, and constants",
    Path("accounts/templatetags/accounts.py"): "rows of the account list, every cell escaped",
    Path("kamplan/charts/drawing.py"): "our own SVG, every text in it escaped",
    Path("kamplan/widgets.py"): "the word selected; every option is escaped",
    Path("surveys/forms/blank.py"): "our own template, drawn once; the words put into it are escaped",
}


def complaints(rule, files, *allowed):
    return [f"{file}, {complaint}" for file in files for complaint in rule(syntax(file), *allowed)]


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_code_keeps_the_rule(rule):
    assert complaints(rule, modules()) == []


def test_views_reach_protected_tables_by_doors_only():
    views = [file for file in modules(*APPS) if "views" in file.parts]
    assert complaints(rules.unguarded_queries, views) == []


def test_markup_is_trusted_in_listed_places_only():
    found = {file for file in modules() if any(rules.trusted_markup(syntax(file)))}
    assert found == set(MAY_MARK_MARKUP)


def test_domain_has_no_clock():
    domain = [file for file in modules(*APPS) if "domain" in file.parts]
    assert complaints(rules.clocks, domain) == []


@pytest.mark.parametrize("app", APPS)
def test_domain_is_arithmetic(app):
    """The standard library at the top; numbers' libraries inside the functions that need them."""
    domain = [file for file in modules(app) if "domain" in file.parts]
    own = tuple(f"{name}.domain." for name in APPS)
    heavy = ("numpy.", "pandas.", "scipy.special.")
    assert complaints(partial(rules.beyond_python, top_only=True), domain, *own) == []
    assert complaints(rules.beyond_python, domain, *own, *heavy) == []


def test_bootstrap_needs_nothing_but_python():
    bootstrap = modules("kamplan/bootstrap")
    assert len(bootstrap) > 5
    assert complaints(rules.beyond_python, bootstrap, "kamplan.bootstrap.") == []


def test_nothing_needs_bootstrap():
    others = [file for file in modules() if "bootstrap" not in file.parts]
    assert [
        str(f) for f in others if any(name.startswith("kamplan.bootstrap") for name in rules.imports(syntax(f)))
    ] == []


def test_first_line_says_what_lives_there():
    homeless = [str(f) for f in modules("tests", *("kamplan", *APPS)) if text(f) and not ast.get_docstring(syntax(f))]
    assert homeless == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (rules.signals, "from django.db.models.signals import post_save"),
        (rules.signals, "from django.dispatch import receiver"),
        (rules.signals, "from django.db.models import signals"),
        (rules.save_overrides, "class A(models.Model):\n    def save(self): pass"),
        (rules.save_overrides, "class A(AbstractBaseUser):\n    def delete(self): pass"),
        (rules.generic_relations, "x = GenericForeignKey()"),
        (rules.generic_relations, "x = fields.GenericRelation(A)"),
        (rules.trusted_markup, "mark_safe(a)"),
        (rules.trusted_markup, "safestring.SafeString(a)"),
        (rules.assertions, "assert a"),
        (rules.unguarded_queries, "Account.objects.get(pk=1)"),
        (rules.unguarded_queries, "Account.objects.filter(name=n).visible_to(user)"),
        (rules.unguarded_queries, "models.Contact.objects.all()"),
        (rules.unguarded_queries, "Account.history.filter(id=1)"),
        (rules.unguarded_queries, "get_object_or_404(Survey, slug=slug)"),
        (rules.raw_sql, "Account.objects.raw('select 1')"),
        (rules.raw_sql, "RawSQL('select 1', [])"),
        (rules.order_or_filter_from_request, "accounts.order_by(request.GET['by'])"),
        (rules.order_or_filter_from_request, "accounts.filter(**request.GET.dict())"),
        (rules.form_or_none, "form = F(request.POST or None)"),
        (rules.open_fields, "class Meta:\n    fields = '__all__'"),
        (rules.open_fields, "class Meta:\n    exclude = ['a']"),
        (partial(rules.beyond_python, top_only=True), "import numpy"),
        (rules.beyond_python, "def f():\n    from django.db import models"),
        (rules.hidden_texts, "f'{_(\"Name\")}: {name}'"),
        (rules.clocks, "date.today()"),
        (rules.clocks, "f = timezone.now"),
    ],
)
def test_planted_violation_is_seen(rule, planted):
    assert list(rule(ast.parse(planted)))


@pytest.mark.parametrize(
    ("rule", "innocent"),
    [
        (rules.save_overrides, "class F(forms.ModelForm):\n    def save(self): pass"),
        (rules.unguarded_queries, "Account.objects.visible_to(request.user).filter(pk=1)"),
        (rules.unguarded_queries, "get_object_or_404(Account.objects.visible_to(user), pk=1)"),
        (rules.unguarded_queries, "Criterion.objects.all()"),
        (rules.unguarded_queries, "Account.objects.filter(owner=person).count()"),
        (rules.order_or_filter_from_request, "accounts.filter(name=request.GET['name'])"),
        (rules.form_or_none, "form = F(request.POST)"),
        (rules.open_fields, "class Meta:\n    fields = ('name',)"),
        (rules.hidden_texts, "_('%(n)s of %(all)s') % {'n': f'{n}'}"),
    ],
)
def test_innocent_code_passes(rule, innocent):
    assert not list(rule(ast.parse(innocent)))
