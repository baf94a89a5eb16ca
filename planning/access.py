"""Doors to the requests of persons: administrators only, each their own; all, for who administers the organisation."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.access import administration
from accounts.models import User
from accounts.privacy import USER
from planning.models import PrivacyRequest
from planning.models.privacy import administers_all, keys_in, matches


def request_to_view(user: User, pk: int) -> PrivacyRequest:
    """The request; of the persons found at the time, those who are still there and within the reader's reach."""
    administration(user)
    request = get_object_or_404(PrivacyRequest.objects.visible_to(user), pk=pk)
    request.found = keys_in(matches(request.found, user))
    return request


def request_to_erase(user: User, pk: int) -> PrivacyRequest:
    """403 when a user among the found is administered by others too."""
    request = request_to_view(user, pk)
    people = User.objects.filter(pk__in=request.found[USER.slug])
    if not administers_all(user) and not all(user.administers_wholly(person) for person in people):
        raise PermissionDenied
    return request
