"""What is found out and assumed about accounts' worth: impersonal, but for who wrote it and whom texts may name."""

from django.utils.translation import gettext_lazy as _

from accounts.models import KamEffort, SwitchingLine, WalletRank, WorthTerms
from accounts.privacy.terms import WITH_THE_ACCOUNT, signs
from kamplan.privacy import declare_history, declare_impersonal, declare_text

WORTH = _("Risk and worth of accounts")
declare_text(SwitchingLine, "description", what=WORTH, retention=WITH_THE_ACCOUNT)
declare_impersonal(
    SwitchingLine,
    *("id", "account", "bearer", "kind", "once", "yearly", "years", "currency", "confidence", "version"),
)
declare_text(WalletRank, "source", what=WORTH, retention=WITH_THE_ACCOUNT)
declare_impersonal(WalletRank, "id", "account", "area", "suppliers", "place", "level_with", "on", "version")
declare_text(KamEffort, "note", what=WORTH, retention=WITH_THE_ACCOUNT)
declare_impersonal(KamEffort, "id", "account", "year", "hours", "hourly", "amount", "currency", "version")
declare_text(WorthTerms, "reason", what=WORTH, retention=WITH_THE_ACCOUNT)
declare_impersonal(
    WorthTerms,
    *("id", "account", "retention", "interest", "years", "paid_now", "margin", "winning", "agreed_until", "version"),
)
for model in (SwitchingLine, WalletRank, KamEffort, WorthTerms):
    declare_history(model, what=WORTH, **signs)
