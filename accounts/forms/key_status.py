"""Forms about key accounts: nominating one, deciding, opening a round, who reads the whole list."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.domain.key_status import LONGEST_WAIT, WITHOUT_REVENUE, Act, Answer, decided, years_after
from accounts.models import Account, KeyStatus, KeyStatusRound
from kamplan.formats import day

DAY = {"type": "date"}


class NominationForm(forms.ModelForm[KeyStatus]):
    """Why it should be a key account."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = KeyStatus
        fields = ("reason",)
        labels = {"reason": _("Why is it a key account?")}
        help_texts = {"reason": _("What others cannot read from the figures. Everybody who sees the account reads it.")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 4, "maxlength": 1000})}

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["reason"].required = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        refuse_lost(self.account)
        return data


class KeyStatusForm(forms.ModelForm[KeyStatus]):
    """Yes or no, which kind, why, and from which day on."""

    answer = forms.ChoiceField(label=_("Is it a key account?"), widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_figures = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = KeyStatus
        fields = ("kind", "follow_up", "on", "reason")
        widgets = {
            "kind": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
            "on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "follow_up": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        }
        labels = {"kind": _("If yes: of which kind?"), "on": _("Decided on")}
        help_texts = {
            "follow_up": _("For a bet and for a status customer: the day to look whether it was right."),
            "reason": _("By which criteria. Everybody who serves the account reads it."),
        }

    field_order = ("answer", "kind", "follow_up", "reason", "on", "seen", "seen_figures")

    def __init__(self, *args: Any, account: Account, last: KeyStatus | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.last, self.today = account, last, today
        self.fields["reason"].required = True
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, choices=KeyStatus.Kind.choices, widget=forms.RadioSelect, required=False
        )
        self.fields["answer"].choices = list(self.answers())  # type: ignore[attr-defined]

    def answers(self) -> list[tuple[str, Any]]:
        """What there is to say, in the words of where the account stands."""
        if self.last is not None and self.last.is_key:
            return [(Answer.YES.value, _("Yes, it stays one")), (Answer.NO.value, _("No, it is one no longer"))]
        yes = (Answer.YES.value, _("Yes, from now on"))
        return [yes, (Answer.NO.value, _("No"))] if self.last is not None and self.last.is_nominated else [yes]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("A decision has been taken: today or earlier."))
        if self.last is not None and on < self.last.on:
            raise ValidationError(
                _("Not before %(day)s, the day of the last entry."), params={"day": day(self.last.on)}
            )
        return on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == Answer.YES:
            refuse_lost(self.account)
            self.check_kind(data)
        else:
            data["kind"], data["follow_up"] = "", None
        return data

    def check_kind(self, data: dict[str, Any]) -> None:
        follow_up = data.get("follow_up")
        if not data.get("kind"):
            self.add_error("kind", _("Choose why it is one."))
        elif data["kind"] in WITHOUT_REVENUE and follow_up is None and "follow_up" not in self.errors:
            self.add_error("follow_up", _("Without revenue a key account is looked at again on a day."))
        if follow_up is not None and follow_up <= self.today:
            self.add_error("follow_up", _("A day to come."))
        elif follow_up is not None and follow_up > years_after(self.today, LONGEST_WAIT):
            self.add_error("follow_up", _("Within three years."))

    def said(self) -> KeyStatus:
        """The decision, not stored yet."""
        said, last = self.save(commit=False), self.last
        act = decided(Act(last.act) if last else None, Answer(self.cleaned_data["answer"]))
        said.act = str(act)
        return said


class KeyStatusRoundForm(forms.ModelForm[KeyStatusRound]):
    """The next round: its name, and until when every key account is confirmed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = KeyStatusRound
        fields = ("name", "until")
        widgets = {"until": forms.DateInput(attrs=DAY, format="%Y-%m-%d")}
        help_texts = {"name": _("Such as 2027, or Spring 2027.")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.today < until <= years_after(self.today, LONGEST_WAIT):
            raise ValidationError(_("A day to come, within three years."))
        return until


class KeyStatusReachForm(forms.Form):
    """Who reads the whole list."""

    open_to_all = forms.TypedChoiceField(
        label=_("Who reads the whole list of key accounts?"),
        choices=[
            ("no", _("Each reads of the accounts they see")),
            ("yes", _("Everybody who signs in reads name, kind, class, owner and reason of all of them")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


def refuse_lost(account: Account) -> None:
    """A lost customer may be won back, but first it has to be tried."""
    if account.status == Account.Status.LOST:
        raise ValidationError(
            _("%(name)s was lost on %(day)s. Make it a prospect or active again first, if it is to be won back."),
            params={"name": account.name, "day": day(account.status_date)},
        )
