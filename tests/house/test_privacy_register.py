"""The register of personal data has no hole: each column of each table is declared."""

import pytest
from django.apps import apps
from django.db import models

from kamplan import privacy

MODELS = apps.get_models(include_auto_created=True)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_column_is_declared_personal_or_not(model):
    assert privacy.undeclared(model) == []


@pytest.mark.parametrize(
    "holding", list(privacy.holdings()), ids=lambda known: f"{known.model._meta.label}-{known.subject.slug}"
)
def test_every_declaration_says_why_how_long_and_what_erasure_does(holding):
    said = (holding.what, holding.purpose, holding.basis, holding.retention, holding.erasure.outcome)
    assert all(map(str, said))


def test_no_column_is_declared_both_personal_and_not():
    personal = {(known.model, field) for known in privacy.holdings() for field in known.fields}
    assert personal & privacy._impersonal == set()


def test_an_undeclared_column_is_found():
    class Diary(models.Model):
        page = models.TextField()

        class Meta:
            app_label = "nowhere"
            managed = False

        def __str__(self):
            return self.page

    assert privacy.undeclared(Diary) == ["id", "page"]
