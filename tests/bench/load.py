"""Signs the measuring person in, and adds surveys, revenue and judgements: at most 3.6 million facts."""

import json
import time
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Unit, User
from planning.changes.large_demo import make_large_survey
from planning.domain import demo
from tests.bench.asked import ask
from tests.bench.facts import record_before, sell
from tests.bench.judged import judge

LARGE, MIDDLING, SMALL, MIDDLING_SURVEYS = 20_000, 800, 4, 25


def main(words: list[str]) -> None:
    """Prints what the bench must know, as JSON."""
    person = User.objects.get(email=f"manager@{demo.MAIL_DOMAIN}")
    account = Account.objects.order_by("pk")[Account.objects.count() // 2]
    known: dict[str, Any] = {"cookie": cookie_of(person), "account": str(account.pk), "name": account.name}
    unit = Unit.objects.get(parent=None)
    large, middling = (LARGE, MIDDLING) if "--million" in words else (SMALL, SMALL)
    of_large = make_large_survey(unit, title="Large survey", customers=large, by=person)
    for number in range(MIDDLING_SURVEYS):
        make_large_survey(unit, title=f"Survey {number}", customers=middling, by=person)
    of_small = make_large_survey(unit, title="Small survey", customers=SMALL, by=person)
    known[f"dashboard of {SMALL}"] = of_small.slug
    if large == LARGE:
        known[f"dashboard of {LARGE:,}"] = of_large.slug
    started = time.perf_counter()
    facts, seconds = sell(timezone.localdate()), time.perf_counter() - started
    record_before(timezone.localdate())
    judge(timezone.localdate(), person)
    print(json.dumps({**known, "asked": ask(unit, person), "facts": facts, "seconds": seconds}))


def cookie_of(person: User) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
