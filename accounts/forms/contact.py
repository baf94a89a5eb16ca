"""Forms for contacts: one person, and what the list is narrowed to."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.domain.phone import NotANumber, normalised
from accounts.models import Account, Contact
from accounts.models.contact import ContactQuerySet


class ContactForm(forms.ModelForm[Contact]):
    """One person. Somebody alike at the same account is pointed out, and has to be confirmed as another person."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_another = forms.BooleanField(label=_("This is another person"), required=False)

    class Meta:
        model = Contact
        fields = ("name", "title", "department", "email", "phone", "language")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
            "email": forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.alike: list[Contact] = []

    def clean_phone(self) -> str:
        written: str = self.cleaned_data["phone"]
        try:
            return normalised(written, self.instance.account.country)
        except NotANumber:
            raise ValidationError(_("This is not a telephone number: 5 to 15 digits, with + and spaces.")) from None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        name, email = data.get("name", ""), data.get("email", "")
        if self.instance.pk is None or {"name", "email"} & set(self.changed_data):
            self.alike = list(others_alike(self.instance, name=name, email=email))
        if self.alike and not data.get("is_another"):
            raise ValidationError(_("Someone similar is already known at this account."), code="alike")
        return data


def others_alike(contact: Contact, *, name: str, email: str) -> ContactQuerySet:
    """Other contacts of the same account, those in the bin too."""
    return contact.account.contacts.alike(name=name, email=email).exclude(pk=contact.pk)[:5]


SHOWN = (*ContactForm.Meta.fields, "account__name")


class ContactFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Search, account, department and order, as they stand in the address."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    account = django_filters.ModelChoiceFilter(queryset=Account.objects.none())
    department = django_filters.CharFilter(label=_("Department"))
    sort = django_filters.OrderingFilter(
        fields={
            "sort_key": "name",
            "title": "title",
            "department": "department",
            "account__sort_key": "account",
            "email": "email",
        }
    )

    class Meta:
        model = Contact
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, *, request: HttpRequest) -> None:
        user: Any = request.user
        visible = Contact.objects.visible_to(user).select_related("account").only(*SHOWN)
        super().__init__(data, queryset=visible, request=request)
        self.filters["account"].queryset = Account.objects.visible_to(user)

    def search(self, rows: ContactQuerySet, field: str, text: str) -> ContactQuerySet:
        return rows.found_by(text)

    def found(self) -> ContactQuerySet:
        """The rows asked for, always in one order. An account one may not see has none; other nonsense is ignored."""
        rows: ContactQuerySet = self.qs.none() if "account" in self.form.errors else self.qs
        order = rows.query.order_by or ("sort_key",)
        return rows.order_by(*order, "pk")
