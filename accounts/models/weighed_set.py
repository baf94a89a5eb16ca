"""Sets of weighed things to judge accounts by: prepared as a draft, in use once published, then never changed again."""

from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness import ALL_WEIGHT

S = TypeVar("S", bound="WeighedSet")
NAMED = ~Q(name_en="") & ~Q(name_nb="")


class Named(models.Model):
    """What a thing to judge by is called, in both languages."""

    slug = models.SlugField(max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_nb = models.CharField(_("name in Norwegian"), max_length=120)
    order = models.PositiveSmallIntegerField(default=1000, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_nb if get_language() == "nb" else self.name_en


class WeighedSetQuerySet(models.QuerySet[S]):
    def current(self) -> S | None:
        """The one accounts are judged by now. One query: its parts bring it along; without any it judges nothing."""
        in_use = self.filter(state=WeighedSet.State.PUBLISHED).order_by()
        part: Any = self.model._meta.get_field(self.model.PARTS).related_model
        parts = list(part._default_manager.filter(set__in=in_use.values("pk")).select_related("set"))
        if not parts:
            return None
        found: S = parts[0].set
        found.parts = parts
        return found

    def draft(self) -> S | None:
        """The one somebody is preparing."""
        return self.filter(state=WeighedSet.State.DRAFT).prefetch_related(self.model.PARTS).first()

    def published(self) -> QuerySet[S]:
        """All that are or were in use, newest first."""
        kept = self.exclude(state=WeighedSet.State.DRAFT).order_by("-number")
        return kept.prefetch_related(self.model.PARTS)


class WeighedSet(models.Model):
    """A name and a state; `PARTS` is the name of what is weighed in it. `number` counts the versions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("In use")
        RETIRED = "retired", _("Retired")

    PARTS: ClassVar[str]

    name = models.CharField(_("name"), max_length=60)
    number = models.PositiveIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = (F("number").desc(),)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @cached_property
    def parts(self) -> list[Any]:
        """All that is weighed. Costs nothing on a set read with its parts."""
        return list(getattr(self, self.PARTS).all())

    @property
    def weight(self) -> Decimal:
        """Of all its parts; 100 when it may be published."""
        return sum((each.weight for each in self.parts), Decimal())

    @property
    def is_complete(self) -> bool:
        return self.weight == ALL_WEIGHT


def promises(prefix: str) -> list[models.BaseConstraint]:
    """What the database keeps of such a set: one draft, one in use, a date of publishing for all but the draft."""
    published = Q(state="draft", published_at=None) | ~Q(state="draft") & Q(published_at__isnull=False)
    known = Q(state__in=["draft", "published", "retired"])
    return [
        models.UniqueConstraint(name=f"{prefix}_number_once", fields=["number"]),
        models.UniqueConstraint(name=f"{prefix}_one_published", fields=["state"], condition=Q(state="published")),
        models.UniqueConstraint(name=f"{prefix}_one_draft", fields=["state"], condition=Q(state="draft")),
        models.CheckConstraint(name=f"{prefix}_named", condition=~Q(name="")),
        models.CheckConstraint(name=f"{prefix}_state_known", condition=known),
        models.CheckConstraint(name=f"{prefix}_published_at_a_time", condition=published),
    ]
