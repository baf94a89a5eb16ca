"""The least a submission can be: same middleware, and a view that only writes the same answers in one transaction."""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from surveys.models import Answer, Respondent


@login_not_required
def bare(request: HttpRequest, survey: int) -> HttpResponse:
    given = request.POST
    with transaction.atomic():
        respondent = Respondent.objects.create(survey_id=survey, audience="customer", label=given["label"])
        Answer.objects.bulk_create(
            Answer(
                respondent=respondent,
                criterion_id=int(name[1:]),
                importance=int(given[name]),
                performance=int(given[f"p{name[1:]}"]),
            )
            for name in given
            if name[0] == "i"
        )
    return redirect("answer_review", survey)
