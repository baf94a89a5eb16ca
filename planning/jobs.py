"""What is done once a day about what spans all chapters."""

from datetime import datetime

from kamplan.daily import daily
from planning.models import PrivacyRequest


@daily("planning.privacy")
def remove_old_requests(now: datetime) -> None:
    """Requests of persons prove for three years that they were answered."""
    PrivacyRequest.objects.kept_long_enough(now).delete()
