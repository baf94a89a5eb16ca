"""Pages of waves: the same questions asked again, side by side with those before."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.charts import Chart, drawing, nothing, picture
from kamplan.exports import download
from kamplan.htmx import render_page
from kamplan.pages import page_of
from surveys.access import survey_to_view
from surveys.charts.wave import both_lines, change_sentences, wave_chart, wave_table, wave_words
from surveys.domain.wave import CriterionWaves, side_by_side
from surveys.exports.wave import waves_table
from surveys.forms.respondent import respondents_seen
from surveys.models import Criterion, Respondent, Survey
from surveys.models.wave import answers_of_both, how_many_answered_both, waves_of, who_answered_both
from surveys.views.heading import survey_heading


@dataclass(frozen=True)
class Waves:
    """The waves up to a survey, compared."""

    surveys: list[Survey]
    rows: list[CriterionWaves]
    names: dict[str, str]
    both: dict[int, int]
    in_both: int
    sellers_in_both: int

    @classmethod
    def up_to(cls, survey: Survey, request: Request) -> "Waves":
        surveys = [each for each in waves_of(survey, request.user) if each.scale == survey.scale]
        both, in_both, sellers = cls.who(*surveys[-2:]) if len(surveys) > 1 else ({}, 0, 0)
        rows = side_by_side([each.results() for each in surveys], answers_of_both(both)) if survey.has_results else []
        found = Criterion.objects.filter(slug__in=[row.criterion for row in rows])
        return cls(surveys, rows, {each.slug: each.name for each in found}, both, in_both, sellers)

    @staticmethod
    def who(earlier: Survey, later: Survey) -> tuple[dict[int, int], int, int]:
        """The customers in both as far as they may be known, how many they are, and how many sellers."""
        both = who_answered_both(earlier, later)
        sellers = who_answered_both(earlier, later, audience=Respondent.Audience.SELLER)
        return both, len(both) or how_many_answered_both(earlier, later), len(sellers)

    @property
    def earlier(self) -> Survey:
        return self.surveys[-2]

    @property
    def titles(self) -> list[str]:
        return [survey.title for survey in self.surveys]

    def chart(self) -> Chart | None:
        return wave_chart(self.rows, self.names, self.titles, self.surveys[-1].scale)


@require_safe
def survey_waves(request: Request, slug: str) -> HttpResponse:
    survey = survey_to_view(request.user, slug)
    waves = Waves.up_to(survey, request)
    chart = waves.chart()
    context = survey_heading(request, survey, "survey_waves") | {
        "waves": waves,
        "picture": picture(chart) if chart else None,
        "table": wave_table(waves.rows, waves.names, waves.titles),
        "words": wave_words(waves.rows, waves.names),
        "changes": change_sentences(waves.rows, waves.names),
        **in_both(request, waves),
    }
    return render_page(request, "surveys/waves.html", context, part="words")


def in_both(request: Request, waves: Waves) -> dict[str, Any]:
    """A page of those who answered the last two waves and whose accounts the reader sees, and how many others did."""
    if not waves.both:
        return {}
    before = respondents_seen(waves.earlier, request.user).in_bulk(waves.both.values())
    seen = respondents_seen(waves.surveys[-1], request.user).filter(pk__in=waves.both)
    shown = seen.filter(pk__in=[pk for pk, earlier in waves.both.items() if earlier in before])
    page = page_of(shown, request.GET.get("page"))
    people = both_lines([(before[waves.both[each.pk]], each) for each in page])
    return {"page": page, "people": people, "hidden": len(waves.both) - shown.count()}


@require_safe
def survey_waves_picture(request: Request, slug: str) -> HttpResponse:
    survey = survey_to_view(request.user, slug)
    chart = Waves.up_to(survey, request).chart()
    image = drawing(chart) if chart else nothing(_("There are no two waves to compare."))
    name = f'inline; filename="{survey.slug}-waves.svg"'
    return HttpResponse(image, "image/svg+xml", headers={"Content-Disposition": name})


@require_safe
def survey_waves_file(request: Request, slug: str, form: str) -> HttpResponse:
    survey = survey_to_view(request.user, slug)
    waves = Waves.up_to(survey, request)
    return download(form, f"{survey.slug}-waves", waves_table(waves.rows, waves.names, waves.titles))
