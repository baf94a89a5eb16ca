"""Forms for accounts: what one is, and to whom one is handed over."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.organisation_number import NotAnOrganisationNumber, normalised
from accounts.forms.account_duplicate import Duplicates
from accounts.forms.account_lookup import AccountField
from accounts.forms.user import UnitChoice
from accounts.models import Account, Industry, Role, Unit, User
from kamplan import world
from kamplan.once import KeyField
from kamplan.widgets import LongSelect

WHAT = ("name", "organisation_number", "country", "region", "website")
KIND = ("sector", "industry", "parent", "currency")
STATUS = ("status", "status_date", "status_reason")
OWNING_ROLES = (Role.Kind.KAM, Role.Kind.MANAGER)


class AccountForm(forms.ModelForm[Account]):
    """What a customer is. One much like a known one has to be confirmed as another."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Account
        fields: tuple[str, ...] = (*WHAT, *KIND, *STATUS)
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
            "organisation_number": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
            "region": forms.TextInput(attrs={"list": "regions", "autocomplete": "off"}),
            "status_reason": forms.Textarea(attrs={"rows": 2}),
            "status_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "organisation_number": _("Norwegian numbers are checked; spaces do not matter."),
            "status_date": _("When it became what it is now."),
            "status_reason": _("Why the customer was lost. Needed for a lost account."),
        }

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.duplicates: Duplicates | None = None
        self.others = Account.objects.visible_to(reader).exclude(pk=self.instance.pk)
        self.fields["version"].initial = self.instance.version
        self.fields["industry"].choices = [("", _("Not known")), *Industry.choices]  # type: ignore[attr-defined]
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=world.countries(), widget=LongSelect)
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=world.currencies(), widget=LongSelect)
        self.fields["parent"] = AccountField(
            self.others, asks=reverse("account_parents"), below="parents", label=_("Parent group"), required=False
        )

    def clean_parent(self) -> Account | None:
        parent: Account | None = self.cleaned_data["parent"]
        if parent is None and self.has_hidden_parent:
            return self.instance.parent
        if parent and self.instance.pk and is_below(parent, self.instance):
            raise ValidationError(_("This account is below the one you edit; it cannot be above it as well."))
        return parent

    @property
    def has_hidden_parent(self) -> bool:
        """It belongs to a group the reader may not see: what one does not see one does not change."""
        parent = Account.objects.filter(pk=self.instance.pk).values_list("parent_id", flat=True).first()
        return parent is not None and not self.others.filter(pk=parent).exists()

    def clean_status_date(self) -> Any:
        since = self.cleaned_data["status_date"]
        if since and since > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return since

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.check_number(data)
        if data.get("status") == Account.Status.LOST:
            self.require(data, "status_reason", _("Say why the customer was lost."))
            self.require(data, "status_date", _("Say when the customer was lost."))
        self.check_duplicates(data)
        return data

    def check_number(self, data: dict[str, Any]) -> None:
        try:
            data["organisation_number"] = normalised(data.get("organisation_number", ""), data.get("country", ""))
        except NotAnOrganisationNumber:
            self.add_error("organisation_number", _("This is no Norwegian organisation number: check the digits."))

    def require(self, data: dict[str, Any], name: str, why: Any) -> None:
        if name not in self.errors and not data.get(name):
            self.add_error(name, why)

    def check_duplicates(self, data: dict[str, Any]) -> None:
        """The same number is refused, a name alike only pointed out."""
        found = Duplicates(
            self.reader,
            data.get("name", "") if "name" in self.changed_data else "",
            data.get("organisation_number", ""),
            data.get("country", ""),
            itself=self.instance.pk,
        )
        if not found:
            return
        self.duplicates = found
        if found.number_error:
            self.add_error("organisation_number", found.number_error)
        elif not data.get("confirmed"):
            raise ValidationError(_("There may be such an account already. Look at those below first."), code="alike")


class NewAccountForm(AccountForm):
    """As above, and where it belongs: the only time unit and owner are chosen here; later it is handed over."""

    key = KeyField()

    class Meta(AccountForm.Meta):
        fields: tuple[str, ...] = (*AccountForm.Meta.fields, "unit", "owner")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = User.objects.filter(pk=self.reader.pk)
        choose_place(self, units, reader | owners_in(self.reader.units_as(Role.Kind.MANAGER)))
        self.fields["owner"].initial = self.reader.pk

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_place(self, data)
        return data


class HandOverForm(forms.ModelForm[Account]):
    """Another owner, another unit, or both."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    class Meta:
        model = Account
        fields = ("unit", "owner")

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        units = reader.units_as(Role.Kind.MANAGER, Role.Kind.DIRECTOR)
        choose_place(self, units, owners_in(units))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        check_place(self, data)
        return data


def owners_in(units: QuerySet[Unit]) -> QuerySet[User]:
    """Who can own accounts there."""
    serving = Role.objects.filter(unit__in=units.values("pk"), kind__in=OWNING_ROLES)
    return User.objects.active().filter(pk__in=serving.values("user_id"))


def choose_place(form: forms.ModelForm[Account], units: QuerySet[Unit], owners: QuerySet[User]) -> None:
    form.fields["unit"] = UnitChoice(units, label=_("Unit"))
    form.fields["owner"] = forms.ModelChoiceField(owners.order_by("sort_key", "pk"), label=_("Owner"), empty_label=None)


def check_place(form: forms.ModelForm[Account], data: dict[str, Any]) -> None:
    unit, owner = data.get("unit"), data.get("owner")
    if unit and owner and not any(owner.holds(kind, unit) for kind in OWNING_ROLES):
        message = _("%(owner)s is neither key account manager nor sales manager in %(unit)s.")
        form.add_error("owner", ValidationError(message, params={"owner": owner, "unit": unit}))


def is_below(account: Account | None, other: Account) -> bool:
    """Is `account` the other one, or one of its subsidiaries at any depth? Then it cannot be its parent."""
    seen: set[int] = set()
    while account is not None and account.pk not in seen:
        if account.pk == other.pk:
            return True
        seen.add(account.pk)
        account = account.parent
    return False
