"""What the handling of privacy itself holds about persons."""

from django.utils.translation import gettext_lazy as _

from accounts.privacy import signs
from kamplan.privacy import declare, declare_impersonal
from planning.models import PrivacyRequest

declare(
    PrivacyRequest,
    "asked_by",
    what=_("Requests of persons"),
    whose="asked_by",
    **{**signs, "retention": _("Three years after the request")},
)
# A keyed hash and row numbers: they prove what was done, and are what is erased again after a backup was restored.
declare_impersonal(PrivacyRequest, "id", "asked_at", "subject_hash", "found", "exported_at", "erased_at")
