"""What a form did not show cannot be sent with it, and a choice it did not offer cannot be chosen.

Each page with a form is opened, filled with what it holds, and sent with more than it asked for.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.db import models

from accounts.models import Account, Contact, Unit, User
from surveys.models import Survey
from tests.house.routes import routes
from tests.house.test_permission_matrix import ask, changed_tables, checksum
from tests.house.world import World
from tests.taken_back import taken_back

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in routes()}
EDITS = {  # page -> who may, what it is about
    "library_criterion_edit": ("ada", "library criterion"),
    "account_edit": ("mona", "account"),
    "account_hand_over": ("mona", "account"),
    "contact_edit": ("bob", "contact"),
    "member_edit": ("alice", "member"),
    "survey_edit": ("alice", "survey"),
    "questionnaire": ("alice", "draft survey"),
    "criterion_edit": ("alice", "criterion of draft survey"),
    "user_edit": ("ada", "person"),
    "unit_edit": ("ada", "unit"),
    "me": ("alice", "nothing"),
}
CREATES = {
    "account_create": ("alice", "nothing", Account),
    "contact_create": ("bob", "account", Contact),
    "unit_add": ("ada", "nothing", Unit),
    "user_add": ("ada", "nothing", User),
}
MOVES = {
    "assessment_rate": ("bob", "account"),
    "criteria_set_edit": ("ada", "house"),
    "unit_move": ("ada", "unit"),
    "survey_create": ("alice", "nothing"),
    "survey_ask": ("alice", "nothing"),
    "survey_copy": ("alice", "survey"),
    "role_add": ("ada", "person"),
}
KEPT_BY_THE_PROGRAM = {"version", "sort_key", "search_key", "path"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        world = World()
        world.checksum = checksum()
        yield world


def form_of(world, route, who, about):
    """The page's address, and the form on it that belongs to it."""
    address = ROUTES[route].address(world.things["own"][about].words)
    page = address if ROUTES[route].view.__name__ != "role_add" else address.replace("roles/add/", "")
    return address, ask(world, who, "GET", page).context["form"]


def filled(form):
    """What the browser would send if nothing were touched, canaries in place of numbers left out."""
    sent = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value is None and type(bound.field) is forms.ChoiceField:
            value = bound.field.choices[0][0]
        if value not in (None, False) and bound.name not in ("organisation_number", "phone"):
            sent[bound.html_name] = getattr(value, "pk", value)
    return sent


def surprise(field, instance, world):
    """Another value for a column."""
    value = getattr(instance, field.attname, None)
    if isinstance(field, models.ForeignKey):
        return foreign(field.related_model, world) or 1
    if isinstance(field, models.BooleanField):
        return "" if value else "on"
    if isinstance(field, models.DateTimeField):
        return ((value or datetime.now()) - timedelta(days=400)).strftime("%Y-%m-%d %H:%M")
    if isinstance(field, models.DateField):
        return "2001-02-03"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return 3 if value != 3 else 4
    return next((key for key, _label in field.flatchoices if key != value), "smuggled")


def foreign(model, world):
    """The key of something of that kind this person has nothing to do with."""
    things = world.things["foreign"]
    known = {
        Account: things["account"].it,
        Contact: things["contact"].it,
        Survey: things["survey"].it,
        Unit: world.elsewhere,
        User: world.people.gone,
    }
    return known[model].pk if model in known else None


def columns(instance):
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


@pytest.mark.parametrize("route", EDITS)
def test_only_shown_fields_can_be_changed(route, world):
    who, about = EDITS[route]
    it = world.people.alice if route == "me" else world.things["own"][about].it
    address, form = form_of(world, route, who, about)
    unseen = [field for field in it._meta.concrete_fields if field.name not in form.fields and not field.primary_key]
    sent = {**{field.name: surprise(field, it, world) for field in unseen}, **filled(form)}
    before = columns(type(it)._base_manager.get(pk=it.pk))
    with taken_back():
        response = ask(world, who, "POST", address, sent)
        after = columns(type(it)._base_manager.get(pk=it.pk))
    assert response.status_code == 302, getattr(response.context["form"], "errors", "")
    allowed = KEPT_BY_THE_PROGRAM | {it._meta.get_field(name).attname for name in form.fields if hasattr(it, name)}
    assert {name: after[name] for name in before if after[name] != before[name] and name not in allowed} == {}


@pytest.mark.parametrize("route", CREATES)
def test_only_shown_fields_can_be_set(route, world):
    who, about, model = CREATES[route]
    address, form = form_of(world, route, who, about)
    plain, more = SimpleNamespace(), SimpleNamespace()
    unseen = [f for f in model._meta.concrete_fields if f.name not in form.fields and not f.primary_key]
    smuggled = {field.name: surprise(field, model(), world) for field in unseen}
    for made, extra in ((plain, {}), (more, smuggled)):
        with taken_back():
            response = ask(world, who, "POST", address, {**extra, **filled(form), **typed(form)})
            assert response.status_code in (200, 302), response.context["form"].errors
            made.columns = columns(model._base_manager.order_by("-pk").first())
    taken = {
        field.name: more.columns[field.attname]
        for field in unseen
        if more.columns[field.attname] != plain.columns[field.attname]
        and str(more.columns[field.attname]) == str(smuggled[field.name])
    }
    assert taken == {}


def typed(form):
    """The least a person must type."""
    least = {
        "name": "Something new",
        "email": "new@customer.example",
        "kind": "kam" if "email" in form.fields else "team",
    }
    chosen = {
        bound.html_name: bound.field.queryset.first().pk
        for bound in form
        if isinstance(bound.field, forms.ModelChoiceField) and bound.field.required and bound.field.queryset.exists()
    }
    return {**{name: value for name, value in least.items() if name in form.fields}, **chosen}


@pytest.mark.parametrize("route", [*EDITS, *CREATES, *MOVES])
def test_only_offered_objects_can_be_chosen(route, world):
    who, about = {**EDITS, **CREATES, **MOVES}[route][:2]
    address, form = form_of(world, route, who, about)
    choices = [bound for bound in form if isinstance(bound.field, forms.ModelChoiceField)]
    for bound in choices:
        pk = foreign(bound.field.queryset.model, world)
        assert pk is not None, f"{bound.name} chooses {bound.field.queryset.model}: what would be foreign?"
        assert not bound.field.queryset.filter(pk=pk).exists(), f"{bound.name} offers what is not {who}'s"
        with taken_back():
            response = ask(world, who, "POST", address, {**filled(form), **typed(form), bound.html_name: pk})
            assert response.status_code == 422
            assert bound.name in response.context["form"].errors
            assert changed_tables(world) == set()
