"""How many were asked and how many answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.domain.tally import Audience


@dataclass(frozen=True)
class Response:
    """Of one audience: how many were written to, how many of those have answered, how many cannot be reached."""

    invited: int = 0
    answered: int = 0
    bounced: int = 0

    @property
    def rate(self) -> float | None:
        """0..1; None when nobody was asked."""
        return self.answered / self.invited if self.invited else None


def responses(counts: Iterable[tuple[str, int, int, int]]) -> Mapping[Audience, Response]:
    """Of both audiences, from (audience, invited, answered, bounced)."""
    found = {audience: Response(*numbers) for audience, *numbers in counts}
    return {audience: found.get(audience, Response()) for audience in Audience}
