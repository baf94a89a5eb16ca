"""What others say on our pages in English, or in poor Norwegian; named here, it enters our catalogue."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

SENTENCES = (
    _("Enter a valid domain name."),
    _("Enter a valid email address."),
    _("Forgot your password?"),
    _("Please type your current password."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("You must type the same password each time."),
    pgettext_lazy("field label", "Login"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional requirements"
        " such as biometrics or PIN protection."
    ),
)
# Columns without a name for people, which only the page about all that is held of a person shows.
COLUMNS = (
    _("address"),
    _("answered at"),
    _("applied by"),
    _("audience"),
    _("bounce reason"),
    _("bounced at"),
    _("changed at"),
    _("closed at"),
    _("contact"),
    _("content"),
    _("created at"),
    _("created by"),
    _("criterion"),
    _("data"),
    _("deleted by"),
    _("error"),
    _("expires at"),
    _("field"),
    _("found"),
    _("heading"),
    _("history user"),
    _("identifier"),
    _("invitation"),
    _("ip"),
    _("last seen at"),
    _("last used at"),
    _("message"),
    _("next try at"),
    _("nonce"),
    _("opened at"),
    _("published by"),
    _("purpose"),
    _("rater"),
    _("recorded by"),
    _("reminded at"),
    _("search key"),
    _("sent at"),
    _("slug"),
    _("sort key"),
    _("started at"),
    _("survey"),
    _("token hash"),
    _("type"),
    _("used at"),
    _("user agent"),
    _("withdrawn at"),
)
