"""An open survey by link with many invited, and all that a client needs to answer as one of them."""

from string import ascii_letters
from typing import Any

from django.core.signing import get_cookie_signer
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Unit, User
from surveys.models import Criterion, Invitation, Questionnaire, Survey, SurveyCriterion
from surveys.models.invitation import hash_of
from surveys.views.link import SALT, cookie_name

CRITERIA, INVITED = 12, 2000


def ask(unit: Unit, by: User) -> dict[str, Any]:
    """Its number, its criteria, a secret for the forms, and of everybody invited the cookie and the mark."""
    now = timezone.now()
    survey = Survey.objects.create(title="Asked", slug="asked", unit=unit, created_by=by, status=Survey.Status.OPEN)
    Questionnaire.objects.create(survey=survey, asked_by="Nordvik Supply", opened_at=now)
    criteria = [
        Criterion.objects.create(slug=f"asked_{n}", name_en=f"Criterion {n}", name_nb=f"Kriterium {n}")
        for n in range(CRITERIA)
    ]
    SurveyCriterion.objects.bulk_create(
        SurveyCriterion(survey=survey, criterion=criterion, order=n) for n, criterion in enumerate(criteria)
    )
    invited = Invitation.objects.bulk_create(
        Invitation(
            survey=survey,
            audience="customer",
            name=f"Invited {n}",
            email=f"i{n}@customer.example",
            sent_at=now,
            opened_at=now,  # as the start page tells before anybody answers
        )
        for n in range(INVITED)
    )
    for invitation in invited:
        invitation.token_hash = hash_of(invitation.token)
    Invitation.objects.bulk_update(invited, ["token_hash"], batch_size=500)
    return {
        "survey": survey.pk,
        "criteria": [criterion.pk for criterion in criteria],
        "secret": get_random_string(32, ascii_letters),
        "invited": [[cookie_of(invitation), invitation.mark] for invitation in invited],
    }


def cookie_of(invitation: Invitation) -> str:
    name = cookie_name(invitation.survey_id)
    return f"{name}={get_cookie_signer(salt=name + SALT).sign(f'{invitation.pk}.{invitation.nonce}')}"
