"""Criteria: what customers judge a supplier by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Criterion(models.Model):
    """One criterion, in both languages, with a help text so that all understand the same by it."""

    slug = models.SlugField(max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_nb = models.CharField(_("name in Norwegian"), max_length=120)
    help_en = models.CharField(_("help in English"), max_length=300, blank=True)
    help_nb = models.CharField(_("help in Norwegian"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=1000)
    in_library = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "slug")
        constraints = [
            models.CheckConstraint(name="criterion_named", condition=~Q(name_en="") & ~Q(name_nb="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_nb if get_language() == "nb" else self.name_en

    @property
    def help(self) -> str:
        return self.help_nb if get_language() == "nb" else self.help_en
