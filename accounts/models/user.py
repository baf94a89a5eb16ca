"""Users: those who sign in."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.unit import Unit, UnitQuerySet
from kamplan.fields import SearchKeyField, SortKeyField, folded
from kamplan.history import TracedChanges


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is not a time zone."), params={"name": name})


@dataclass(frozen=True)
class HeldRole:
    """A role as the doors need it."""

    kind: str
    unit_id: int
    path: str

    @property
    def is_at_the_top(self) -> bool:
        """In a unit with none above it, whose path is its own step alone."""
        return self.path.count(".") == 1


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def matching(self, words: str) -> "UserQuerySet":
        """Whose name or address holds every word."""
        found = self
        for word in folded(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def of_the_demo(self) -> "UserQuerySet":
        """The invented people: at home in the demo units, with no role anywhere else."""
        demo = Unit.objects.at_or_below(Unit.objects.filter(is_demo=True))
        real = Unit.objects.exclude(pk__in=demo.values("pk"))
        at_home = Q(unit__in=demo.values("pk")) | Q(roles__unit__in=demo.values("pk"))
        elsewhere = User.objects.filter(Q(unit__in=real.values("pk")) | Q(roles__unit__in=real.values("pk")))
        return self.active().filter(at_home).exclude(pk__in=elsewhere.values("pk")).distinct()

    def administered_by(self, admin: "User") -> "UserQuerySet":
        """Who belongs to, or has a role in, a unit this user administers."""
        units = admin.units_as("admin").values("pk")
        holders = User.objects.filter(roles__unit__in=units).values("pk")
        return self.filter(Q(unit__in=units) | Q(pk__in=holders))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def of_the_demo(self) -> UserQuerySet:
        return self.get_queryset().of_the_demo()

    def matching(self, words: str) -> UserQuerySet:
        return self.get_queryset().matching(words)

    def administered_by(self, admin: "User") -> UserQuerySet:
        return self.get_queryset().administered_by(admin)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user; without a password the only way in is a one-time link."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """One person of the supplier. What they may do hangs on their roles and teams."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    sort_key = SortKeyField(sources=("name",))
    search_key = SearchKeyField(sources=("name", "email"))
    language = models.CharField(
        _("language"), max_length=5, choices=[("en", _("English")), ("nb", _("Norwegian"))], default="en"
    )
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Oslo", validators=[known_time_zone])
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("belongs to")
    )
    theme = models.CharField(_("theme"), max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    history = TracedChanges(excluded_fields=["password", "last_login", "theme", "sort_key", "search_key"])
    objects = UserManager()
    _held_roles: tuple[HeldRole, ...] | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(name="user_language_known", condition=models.Q(language__in=["en", "nb"])),
            models.CheckConstraint(name="user_theme_known", condition=models.Q(theme__in=["auto", "light", "dark"])),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def held_roles(self) -> tuple[HeldRole, ...]:
        """Their roles, read once in the life of this object, which is one request."""
        if self._held_roles is None:
            rows = self.roles.values_list("kind", "unit_id", "unit__path")
            self._held_roles = tuple(HeldRole(*row) for row in rows.order_by("unit__path", "kind"))
        return self._held_roles

    def forget_roles(self) -> None:
        """Read them anew: they have just changed."""
        self._held_roles = None

    def administers(self) -> bool:
        return self.has_role("admin")

    def administers_the_top(self) -> bool:
        return any(role.kind == "admin" and role.is_at_the_top for role in self.held_roles())

    def has_role(self, *kinds: str) -> bool:
        return any(role.kind in kinds for role in self.held_roles())

    def holds(self, kind: str, unit: Unit) -> bool:
        """Do they hold this role in the unit, or in one above it?"""
        return any(role.kind == kind and unit.is_at_or_below(role.path) for role in self.held_roles())

    def units_as(self, *kinds: str) -> UnitQuerySet:
        """The units their roles of these kinds reach, downwards. Lazy: it goes into other queries as it is."""
        return Unit.objects.under_paths(role.path for role in self.held_roles() if role.kind in kinds)

    def administers_wholly(self, person: "User") -> bool:
        """Does this user administer every unit the person belongs to or has a role in?"""
        own = [role.path for role in self.held_roles() if role.kind == "admin" and role.path]
        paths = [role.path for role in person.held_roles()]
        if person.unit:
            paths.append(person.unit.path)
        return bool(paths) and all(path.startswith(tuple(own)) for path in paths)
