"""Signs the measuring person in, and adds surveys: as many at every size, a million ratings in all at the largest."""

import json

from django.conf import settings
from django.test import Client

from accounts.models import Account, Unit, User
from planning.changes.large_demo import make_large_survey
from planning.domain import demo
from tests.bench.asked import ask

LARGE, MIDDLING, SMALL, MIDDLING_SURVEYS = 20_000, 800, 4, 25


def main(words: list[str]) -> None:
    """Prints what the bench must know, as JSON."""
    person = User.objects.get(email=f"manager@{demo.MAIL_DOMAIN}")
    account = Account.objects.order_by("pk")[Account.objects.count() // 2]
    known = {"cookie": cookie_of(person), "account": str(account.pk)}
    unit = Unit.objects.get(parent=None)
    large, middling = (LARGE, MIDDLING) if "--million" in words else (SMALL, SMALL)
    of_large = make_large_survey(unit, title="Large survey", customers=large, by=person)
    for number in range(MIDDLING_SURVEYS):
        make_large_survey(unit, title=f"Survey {number}", customers=middling, by=person)
    of_small = make_large_survey(unit, title="Small survey", customers=SMALL, by=person)
    known[f"dashboard of {SMALL}"] = of_small.slug
    if large == LARGE:
        known[f"dashboard of {LARGE:,}"] = of_large.slug
    print(json.dumps({**known, "asked": ask(unit, person)}))


def cookie_of(person: User) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
