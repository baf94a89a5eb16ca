"""The demonstration's ratings of what is sold; and taking out those of areas that somebody uses for real."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.models import AreaUniqueness, ServiceArea, User
from planning.domain.demo_uniqueness import RATINGS


def make_uniqueness(now: datetime, *, by: User) -> None:
    services = {area.name: area for area in ServiceArea.objects.exclude(parent=None)}
    for said in RATINGS:
        AreaUniqueness.objects.create(
            area=services[said.service],
            uniqueness=said.uniqueness,
            critical=said.critical,
            evidence=said.evidence,
            rated_by=by,
            rated_at=now - timedelta(days=said.days_ago),
        )


def remove_uniqueness(people: Iterable[int]) -> None:
    """Before the people go, who are known by what they said."""
    AreaUniqueness.objects.filter(rated_by__in=list(people)).delete()
