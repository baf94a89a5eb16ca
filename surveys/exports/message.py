"""Mails to the invited, made in each one's language at the moment they are sent: text, HTML and headers."""

import re
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from kamplan.formats import moment
from surveys.changes.unsubscription import unsubscribe_token
from surveys.forms.asked import Asked
from surveys.models import Invitation, Message, Questionnaire, Respondent, Survey

RULE = re.compile(r"\.mail-(\w+) \{\s*([^}]*?)\s*\}")


@dataclass(frozen=True)
class Links:
    """Where the links of a mail lead. In a preview they lead nobody into anybody's answers."""

    answer: str
    unsubscribe: str = ""
    unsubscribe_at_once: str = ""

    @classmethod
    def of(cls, invitation: Invitation) -> "Links":
        """From the configured address alone, whatever host was asked."""
        answer = reverse("survey_link", args=[invitation.token])
        token = unsubscribe_token(invitation.email)
        unsubscribe = reverse("unsubscribe", args=[token], query={"language": invitation.language})
        at_once = reverse("unsubscribe_at_once", args=[token])
        return cls(*(settings.SITE_ADDRESS + path for path in (answer, unsubscribe, at_once)))


@dataclass(frozen=True)
class Letter:
    """What a mail says, in one language."""

    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    facts: tuple[str, ...]
    links: Links
    language: str
    is_trial: bool
    reader: str  # of the replies; nobody where there are none

    @property
    def text(self) -> str:
        return render_to_string("surveys/mail/letter.txt", self.context())

    @property
    def html(self) -> str:
        return render_to_string("surveys/mail/letter.html", {**self.context(), "look": styles()})

    def context(self) -> dict[str, Any]:
        return {"letter": self, "links": self.links}


def letter_to(invitation: Invitation, kind: str, *, links: Links) -> Letter:
    """The mail in the language of its receiver, with times as clocks in Norway show them."""
    with translation.override(invitation.language), timezone.override(ZoneInfo(settings.TIME_ZONE)):
        questionnaire = invitation.survey.questionnaire
        subject = _("%(who)s asks for your opinion: %(title)s") % names(questionnaire)
        is_reminder = kind == Message.Kind.REMINDER
        lead = asks_again(questionnaire) if is_reminder else asks(questionnaire, invitation.audience)
        return Letter(
            subject=_("Reminder: %(subject)s") % {"subject": subject} if is_reminder else subject,
            greeting=_("Hello %(name)s,") % {"name": one_line(invitation.name)},
            paragraphs=tuple(filter(None, (lead, questionnaire.purpose))),
            facts=tuple(facts(questionnaire, invitation.audience)),
            links=links,
            language=invitation.language,
            is_trial=invitation.is_trial,
            reader=reader.name if (reader := reader_of(invitation.survey)) else "",
        )


def names(questionnaire: Questionnaire) -> dict[str, str]:
    return {"who": one_line(questionnaire.asked_by), "title": one_line(questionnaire.survey.title)}


def asks(questionnaire: Questionnaire, audience: str) -> str:
    if audience == Respondent.Audience.SELLER:
        words = _("%(who)s asks what you believe is important to our customers when they choose a supplier.")
    else:
        words = _("%(who)s asks what is important to you when you work with us, and how well we do it.")
    return words % names(questionnaire)


def asks_again(questionnaire: Questionnaire) -> str:
    words = _("%(who)s has asked for your opinion. Your answers have not been sent yet, and there is still time.")
    return words % names(questionnaire)


def facts(questionnaire: Questionnaire, audience: str) -> list[str]:
    """What one wants to know before one begins."""
    minutes = Asked.of(questionnaire.survey, audience).minutes
    about = ngettext(
        "It takes about %(n)d minute, also on a phone.", "It takes about %(n)d minutes, also on a phone.", minutes
    )
    told = [about % {"n": minutes}]
    if questionnaire.closes_at:
        told.append(_("You can answer until %(when)s.") % {"when": moment(questionnaire.closes_at)})
    return [*told, mode(questionnaire), _("The link is yours alone and needs no sign-in. Please do not pass it on.")]


def mode(questionnaire: Questionnaire) -> str:
    """Who will see what, in a sentence; the form tells the rest."""
    if questionnaire.survey.mode == Survey.Mode.NAMED:
        return _("Your answers are stored with your name, and %(who)s can read them.") % names(questionnaire)
    words = _("Your answers are confidential: only figures of at least %(least)d people together are shown.")
    return words % {"least": questionnaire.threshold}


def mail_of(message: Message) -> EmailMultiAlternatives:
    """The mail as it is sent. Its Message-ID is the same however often sending is tried."""
    invitation = message.invitation
    survey, links = invitation.survey, Links.of(invitation)
    letter = letter_to(invitation, message.kind, links=links)
    reader = reader_of(survey)
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        sender(survey.questionnaire),
        [formataddr((one_line(invitation.name), invitation.email))],
        reply_to=[reader.email] if reader else None,
        headers={
            "Message-ID": message.identifier,
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{links.unsubscribe_at_once}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "X-Kamplan-Survey": str(survey.pk),
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


def reader_of(survey: Survey) -> User | None:
    """Who gets what is answered to a mail."""
    creator = survey.created_by
    return creator if creator and creator.is_active else None


def sender(questionnaire: Questionnaire) -> str:
    """The site's own address under the name of who asks, unless that name looks like an address itself."""
    own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = one_line(questionnaire.asked_by)
    return formataddr((own_name if "@" in name else name, address))


def one_line(text: str) -> str:
    """Without line breaks and control characters: nothing typed becomes a header of its own."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@cache
def rules() -> dict[str, str]:
    return dict(RULE.findall((settings.ROOT / "static/mail.css").read_text()))


def styles() -> dict[str, SafeString]:
    """The rules of the style sheet as attributes, as mail programs need them."""
    return {name: format_html('style="{}"', rule) for name, rule in rules().items()}


def classes() -> dict[str, SafeString]:
    """The same as classes, for our own pages: their security policy allows no style attributes."""
    return {name: format_html('class="mail-{}"', name) for name in rules()}
