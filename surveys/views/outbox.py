"""Pages of the outbox: mails of the surveys one may edit, as long as no mail server is set. No other mail is shown."""

from itertools import islice

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.outbox import Kept, mail_named, mails
from surveys.access import editable_among
from surveys.exports.message import classes, styles

LOOKED_AT, SHOWN = 1000, 200


@require_safe
def outbox(request: Request) -> HttpResponse:
    if settings.MAIL_LEAVES:
        raise Http404
    found = [(kept, survey_of(kept)) for kept in islice(mails(), LOOKED_AT)]
    editable = editable_among(request.user, {pk for _kept, pk in found if pk})
    shown = [kept for kept, pk in found if pk in editable]
    return render(request, "surveys/outbox.html", {"mails": shown[:SHOWN]})


@require_safe
def outbox_mail(request: Request, name: str) -> HttpResponse:
    kept = mail_to_read(request, name)
    context = {"kept": kept, "headers": kept.mail.items(), "text": kept.body("plain"), "html": kept.body("html")}
    return render(request, "surveys/outbox_mail.html", context)


@require_safe
@csp_update({"sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"]})  # type: ignore[arg-type]
def outbox_html(request: Request, name: str) -> HttpResponse:
    """As a mail program shows it. Our policy takes style attributes for dangerous: the same rules come as classes."""
    html = mail_to_read(request, name).body("html")
    for word, style in styles().items():
        html = html.replace(style, classes()[word])
    return HttpResponse(html.replace("</head>", f'<link rel="stylesheet" href="{static("mail.css")}"></head>'))


def mail_to_read(request: Request, name: str) -> Kept:
    kept = None if settings.MAIL_LEAVES else mail_named(name)
    pk = survey_of(kept) if kept else None
    if kept is None or pk is None or pk not in editable_among(request.user, {pk}):
        raise Http404
    return kept


def survey_of(kept: Kept) -> int | None:
    told = kept.mail["X-Kamplan-Survey"] or ""
    return int(told) if told.isdecimal() else None
