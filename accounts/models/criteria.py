"""Criteria of attractiveness: the library, and sets of them with weights; a published set is never changed again."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness import ALL_WEIGHT, HIGHEST, LOWEST, Weighed
from accounts.models.weighed_set import NAMED, Named, WeighedSet, WeighedSetQuerySet, promises


class Described(Named):
    """What a criterion is called, and what a rating of 1, 5 and 10 means, in both languages."""

    class Category(models.TextChoices):
        DIRECT = "direct", _("Direct sales revenue and profit")
        RELATIONS = "relations", _("Organizational interrelationships")
        INDIRECT = "indirect", _("Indirect potential volume and profits")

    category = models.CharField(_("category"), max_length=10, choices=Category)
    low_en = models.CharField(_("what 1 means, in English"), max_length=200, blank=True)
    low_nb = models.CharField(_("what 1 means, in Norwegian"), max_length=200, blank=True)
    middle_en = models.CharField(_("what 5 means, in English"), max_length=200, blank=True)
    middle_nb = models.CharField(_("what 5 means, in Norwegian"), max_length=200, blank=True)
    high_en = models.CharField(_("what 10 means, in English"), max_length=200, blank=True)
    high_nb = models.CharField(_("what 10 means, in Norwegian"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def anchors(self) -> list[tuple[int, str]]:
        """What 1, 5 and 10 mean; without those that are not described."""
        norwegian = get_language() == "nb"
        low, middle, high = (
            (self.low_nb, self.middle_nb, self.high_nb) if norwegian else (self.low_en, self.middle_en, self.high_en)
        )
        return [(rating, words) for rating, words in ((LOWEST, low), (5, middle), (HIGHEST, high)) if words]


DESCRIBED = (
    "slug",
    "category",
    "name_en",
    "name_nb",
    "low_en",
    "low_nb",
    "middle_en",
    "middle_nb",
    "high_en",
    "high_nb",
)
CATEGORIES = Q(category__in=["direct", "relations", "indirect"])


class LibraryCriterion(Described):
    """A criterion to choose from. Sets hold copies, so that editing it here changes nothing that is published."""

    class Meta:
        ordering = ("category", "order", "slug")
        constraints = [
            models.UniqueConstraint(name="library_criterion_once", fields=["slug"]),
            models.CheckConstraint(name="library_criterion_named", condition=NAMED),
            models.CheckConstraint(name="library_criterion_category_known", condition=CATEGORIES),
        ]


class CriteriaSetQuerySet(WeighedSetQuerySet["CriteriaSet"]):
    pass


class CriteriaSet(WeighedSet):
    """Criteria of attractiveness and their weights."""

    PARTS = "criteria"

    objects = CriteriaSetQuerySet.as_manager()

    class Meta(WeighedSet.Meta):
        constraints = promises("criteria_set")

    def ordered(self) -> list["WeighedCriterion"]:
        """Category by category, then as the library has them. Costs nothing on a set read with its criteria."""
        places = {category: place for place, category in enumerate(Described.Category.values)}
        return sorted(self.parts, key=lambda each: (places[each.category], each.order, each.slug))

    def by_category(self) -> list[tuple[str, list[Described]]]:
        return by_category(self.ordered())

    def weighed(self) -> list[Weighed]:
        """As the arithmetic takes them."""
        return [each.weighed for each in self.ordered()]


class WeighedCriterion(Described):
    """A criterion of a set: what it weighs, and the rating an account must not fall below, if any."""

    set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria", db_index=False)
    weight = models.DecimalField(
        _("weight"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    minimum = models.PositiveSmallIntegerField(
        _("minimum"), null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )

    class Meta:
        ordering = ("set", "order", "slug")
        constraints = [
            models.UniqueConstraint(name="weighed_criterion_once", fields=["set", "slug"]),
            models.CheckConstraint(name="weighed_criterion_named", condition=NAMED),
            models.CheckConstraint(name="weighed_criterion_category_known", condition=CATEGORIES),
            models.CheckConstraint(name="weighed_criterion_weighs", condition=Q(weight__gt=0, weight__lte=ALL_WEIGHT)),
            models.CheckConstraint(
                name="weighed_criterion_minimum_is_a_rating",
                condition=Q(minimum=None) | Q(minimum__range=(LOWEST, HIGHEST)),
            ),
        ]

    @property
    def weighed(self) -> Weighed:
        return Weighed(self.slug, Fraction(self.weight), self.minimum)


def by_category(criteria: Sequence[Described]) -> list[tuple[str, list[Described]]]:
    """Under the words of their categories, in the order they come."""
    words = dict(Described.Category.choices)
    groups: dict[str, list[Described]] = {category: [] for category in Described.Category.values}
    for each in criteria:
        groups[each.category].append(each)
    return [(str(words[category]), found) for category, found in groups.items() if found]
