"""Signs the measuring person in, and adds surveys of a million ratings in all."""

import json

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import Account, Unit, User
from planning.changes.large_demo import make_large_survey
from planning.domain import demo

LARGE, MIDDLING, MIDDLING_SURVEYS = 20_000, 800, 25


def main(words: list[str]) -> None:
    """Prints what the bench must know, as JSON."""
    person = User.objects.get(email=f"manager@{demo.MAIL_DOMAIN}")
    account = Account.objects.order_by("pk")[Account.objects.count() // 2]
    known = {"cookie": cookie_of(person), "account": str(account.pk)}
    if "--surveys" in words:
        unit = Unit.objects.get(parent=None)
        known["dashboard of 20,000"] = make_large_survey(unit, title="Large survey", customers=LARGE, by=person).slug
        for number in range(MIDDLING_SURVEYS):
            make_large_survey(unit, title=f"Survey {number}", customers=MIDDLING, by=person)
        known["dashboard of 4"] = make_large_survey(unit, title="Small survey", customers=4, by=person).slug
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")  # as the server does by itself some minutes after such a load
    print(json.dumps(known))


def cookie_of(person: User) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
