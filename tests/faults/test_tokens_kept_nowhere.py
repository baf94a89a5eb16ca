"""After a whole survey, no link stands anywhere but in the mails: not in a log, a table, or a file of the database.

The measure counts because the same search finds the links in the mails, their hashes in the tables, and the link in the
log of a twin that masks nothing.
"""

import hashlib
import time
from email import message_from_bytes
from email.policy import default

import pytest

from tests.faults.visitor import Visitor

pytestmark = pytest.mark.django_db

PEOPLE, ANSWERING = 5, 2
INVITE = """
from django.utils import timezone
from surveys.changes.message import queue_invitations
from surveys.jobs.message import send_soon
from surveys.models import Invitation, Survey
Invitation.objects.update(sent_at=None)
queue_invitations(survey=Survey.objects.get(), now=timezone.now())
send_soon.enqueue()
"""
REMIND = """
from datetime import timedelta
from django.utils import timezone
from surveys.changes.message import queue_reminders
from surveys.jobs.message import send_soon
from surveys.models import Invitation, Survey
Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
queue_reminders(survey=Survey.objects.get(), now=timezone.now())
send_soon.enqueue()
"""
CLOSE = """
from django.utils import timezone
from surveys.changes.opening import close_survey
from surveys.models import Survey
close_survey(survey=Survey.objects.get(), by=None, now=timezone.now())
"""


def shell(site, words):
    site.manage("shell", "--no-imports", "-c", words)


def wait_for_mails(site, number):
    end = time.monotonic() + 60
    while len(list((site.folder / "outbox").glob("[!.]*.eml"))) < number:
        assert time.monotonic() < end, site.log.read_text()[-2000:]
        time.sleep(0.1)


def whole_survey(site):
    """Invited, answered by some, the others reminded, closed; at the end the database breaks, so that it is logged."""
    site.invite(PEOPLE)
    site.start_web()
    site.start_worker()
    shell(site, INVITE)
    wait_for_mails(site, PEOPLE)
    tokens = list(site.tokens.values())
    for token in tokens[:ANSWERING]:
        visitor = Visitor(site, token).come()
        visitor.post("save", satisfaction="7", comment="Takk")
        visitor.post("review")
        visitor.once("GET", f"/a/{token[:-1]}")
    shell(site, REMIND)
    wait_for_mails(site, 2 * PEOPLE - ANSWERING)
    shell(site, CLOSE)
    for token in tokens:
        assert Visitor(site, token).once("GET", f"/a/{token}")[0].status == 404


def broken(site):
    """Every link ends in a traceback."""
    site.database.rows("create table elsewhere as select 1 as one")
    site.database.rows("alter table surveys_invitation rename to gone")
    return {Visitor(site, token).once("GET", f"/a/{token}")[0].status for token in site.tokens.values()}


def found_in(site, secrets):
    """The files, but for the mails, in which one of them stands."""
    files = [file for folder in (site.folder, *site.database.folders()) for file in folder.rglob("*") if file.is_file()]
    places = {
        str(file): file.read_bytes() for file in files if "outbox" not in file.parts and "static" not in file.parts
    }
    places["dump"] = site.database.dump().encode()
    wanted = [secret.encode() for secret in secrets]
    return {place for place, content in places.items() if any(secret in content for secret in wanted)}


@pytest.mark.prove
def test_no_link_stands_anywhere_but_in_the_mails(new_site):
    site = new_site()
    whole_survey(site)
    tokens = list(site.tokens.values())
    hashes = [hashlib.sha256(token.encode()).hexdigest() for token in tokens]
    assert "dump" in found_in(site, hashes)
    assert found_in(site, tokens) == set()

    assert broken(site) <= {500, 503}
    assert "/a/..." in site.log.read_text()
    assert found_in(site, tokens) == set()

    sent = [message_from_bytes(file.read_bytes(), policy=default) for file in (site.folder / "outbox").glob("*.eml")]
    assert len(sent) == 2 * PEOPLE - ANSWERING
    texts = [mail.get_body(("plain",)).get_content() for mail in sent]
    assert [sum(token in text for token in tokens) for text in texts] == [1] * len(texts)

    twin = new_site("twin", twin="without_mask")
    twin.invite(1)
    twin.start_web()
    broken(twin)
    assert found_in(twin, twin.tokens.values()) == {str(twin.log)}
