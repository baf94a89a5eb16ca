"""Pages of the outbox: mails of the surveys one may edit, as long as no mail server is set. No other mail is shown."""

from collections.abc import Iterator
from email.message import EmailMessage
from itertools import islice

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.outbox import mail_named, mails
from surveys.access import editable_among
from surveys.exports.message import classes, styles

LOOKED_AT, SHOWN = 1000, 200


@require_safe
def outbox(request: Request) -> HttpResponse:
    found = [(name, mail, survey_of(mail)) for name, mail in islice(mails_here(), LOOKED_AT)]
    editable = editable_among(request.user, {pk for _name, _mail, pk in found if pk})
    shown = [(name, mail) for name, mail, pk in found if pk in editable]
    return render(request, "surveys/outbox.html", {"mails": shown[:SHOWN]})


@require_safe
def outbox_mail(request: Request, name: str) -> HttpResponse:
    mail = mail_to_read(request, name)
    context = {
        "name": name,
        "mail": mail,
        "headers": mail.items(),
        "text": body(mail, "plain"),
        "html": body(mail, "html"),
    }
    return render(request, "surveys/outbox_mail.html", context)


@require_safe
@csp_update({"sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"]})  # type: ignore[arg-type]
def outbox_html(request: Request, name: str) -> HttpResponse:
    """As a mail program shows it. Our policy takes style attributes for dangerous: the same rules come as classes."""
    html = body(mail_to_read(request, name), "html")
    for word, style in styles().items():
        html = html.replace(style, classes()[word])
    return HttpResponse(html.replace("</head>", f'<link rel="stylesheet" href="{static("mail.css")}"></head>'))


def mails_here() -> Iterator[tuple[str, EmailMessage]]:
    if settings.MAIL_LEAVES:
        raise Http404
    return mails()


def mail_to_read(request: Request, name: str) -> EmailMessage:
    if settings.MAIL_LEAVES:
        raise Http404
    mail = mail_named(name)
    pk = survey_of(mail) if mail else None
    if mail is None or pk is None or pk not in editable_among(request.user, {pk}):
        raise Http404
    return mail


def survey_of(mail: EmailMessage) -> int | None:
    told = mail["X-Kamplan-Survey"] or ""
    return int(told) if told.isdecimal() else None


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    content: str = part.get_content() if part else ""
    return content
