"""The long select is the element Django writes, only sooner."""

import pytest
from django import forms
from django.test.html import parse_html
from django.utils.translation import gettext_lazy

from kamplan.widgets import LongSelect
from kamplan.world import countries

CHOICES = [("", "–"), ("a", 'A & "b"'), ("<c>", gettext_lazy("Country")), (7, "Seven")]


@pytest.mark.parametrize("value", [None, "", "a", "<c>", 7, "7", "unknown"])
@pytest.mark.parametrize("required", [True, False])
def test_it_is_what_django_writes(value, required):
    def written(widget):
        class Form(forms.Form):
            field = forms.ChoiceField(choices=CHOICES, required=required, widget=widget(attrs={"class": "wide"}))

        return parse_html(str(Form(initial={"field": value})))

    assert written(LongSelect) == written(forms.Select)


def test_every_country_is_there_once():
    html = LongSelect(choices=countries()).render("country", "NO")
    assert html.count("<option") == len(countries()) > 200
    assert html.count(" selected") == 1
