"""The outbox: mails of one's own surveys, shown as they would have been sent; never a mail about anything else."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from kamplan.outbox import OutboxBackend, mails
from surveys.changes.message import queue_invitations
from surveys.jobs.message import send_due
from tests import factories


@pytest.fixture
def outbox(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "kamplan.outbox.OutboxBackend"
    settings.MAIL_LEAVES = False


@pytest.fixture
def erik(cast, outbox):
    survey = factories.QuestionnaireFactory(survey__unit=cast.account.unit, survey__created_by=cast.alice).survey
    invitation = factories.InvitationFactory(
        survey=survey, name="Erik <Ærlig>", email="erik@verft.example", sent_at=None
    )
    queue_invitations(survey=survey, now=timezone.now())
    send_due(timezone.now())
    return invitation


@pytest.fixture
def mail(erik):
    """Its name; a mail about something else lies beside it."""
    OutboxBackend().send_messages(
        [EmailMessage("kamplan: choose a new password", "secret", None, ["bob@supplier.example"])]
    )
    return next(kept.name for kept in mails() if kept.mail["X-Kamplan-Survey"])


def test_mail_is_a_file_of_its_own_that_its_owner_alone_reads(mail, settings):
    files = sorted(settings.EMAIL_FILE_PATH.iterdir())
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_list_has_the_mails_of_surveys_one_may_edit(cast, sign_in, erik, mail):
    for user in (cast.alice, cast.mona):
        page = sign_in(user).get(reverse("outbox")).content.decode()
        assert page.count(reverse("outbox_mail", args=[mail])) == 1
        assert "choose a new password" not in page
    for user in (cast.bob, cast.carol, cast.ada, cast.dave):
        assert reverse("outbox_mail", args=[mail]) not in sign_in(user).get(reverse("outbox")).content.decode()


def test_mail_shows_text_with_links_headers_and_html(cast, sign_in, erik, mail):
    page = sign_in(cast.alice).get(reverse("outbox_mail", args=[mail])).content.decode()
    assert f'href="http://localhost:8000/a/{erik.token}"' in page
    assert "List-Unsubscribe-Post" in page
    assert "&lt;!doctype html&gt;" in page


def test_html_is_shown_by_the_rules_of_our_style_sheet_in_a_sandbox(cast, sign_in, erik, mail):
    response = sign_in(cast.alice).get(reverse("outbox_html", args=[mail]))
    page = response.content.decode()
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "style=" not in page
    assert 'class="mail-button"' in page
    assert "Erik &lt;Ærlig&gt;" in page


def test_mail_about_anything_else_is_shown_to_nobody(cast, sign_in, mail):
    other = next(kept.name for kept in mails() if not kept.mail["X-Kamplan-Survey"])
    assert sign_in(cast.alice).get(reverse("outbox_mail", args=[other])).status_code == 404
    assert sign_in(cast.alice).get(reverse("outbox_html", args=[other])).status_code == 404


@pytest.mark.parametrize("name", ["nothing", "-" * 300])
def test_unknown_mail(cast, sign_in, mail, name):
    assert sign_in(cast.alice).get(reverse("outbox_mail", args=[name])).status_code == 404


def test_there_is_no_outbox_when_mail_leaves(cast, sign_in, mail, settings):
    settings.MAIL_LEAVES = True
    client = sign_in(cast.alice)
    for address in (reverse("outbox"), reverse("outbox_mail", args=[mail]), reverse("outbox_html", args=[mail])):
        assert client.get(address).status_code == 404


def test_empty_outbox_says_what_to_do(cast, sign_in, outbox):
    assert "Send yourself a test" in sign_in(cast.alice).get(reverse("outbox")).content.decode()
