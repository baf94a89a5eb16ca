"""Addresses of surveys."""

from django.urls import path

from surveys.views import (
    answering,
    criterion,
    dashboard,
    link,
    opening,
    preview,
    questionnaire,
    results,
    survey,
    unsubscription,
    upload,
)

urlpatterns = [
    path("", survey.survey_list, name="survey_list"),
    path("new/", upload.survey_create, name="survey_create"),
    path("new/template.csv", upload.survey_template, {"form": "csv"}, name="survey_template_csv"),
    path("new/template.xlsx", upload.survey_template, {"form": "xlsx"}, name="survey_template_xlsx"),
    path("ask/", questionnaire.survey_ask, name="survey_ask"),
    path("uploads/<int:pk>/", upload.upload, name="upload"),
    path("bin/", survey.survey_bin, name="survey_bin"),
    path("bin/<int:pk>/restore/", survey.survey_restore, name="survey_restore"),
    path("<slug:slug>/edit/", survey.survey_edit, name="survey_edit"),
    path("<slug:slug>/delete/", survey.survey_delete, name="survey_delete"),
    path("<slug:slug>/results.csv", results.survey_results, {"form": "csv"}, name="survey_results_csv"),
    path("<slug:slug>/results.xlsx", results.survey_results, {"form": "xlsx"}, name="survey_results_xlsx"),
    path("<slug:slug>/results.json", results.survey_results, {"form": "json"}, name="survey_results_json"),
    path("<slug:slug>/copy/", questionnaire.survey_copy, name="survey_copy"),
    path("<slug:slug>/questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path("<slug:slug>/criteria/", criterion.survey_criteria, name="survey_criteria"),
    path("<slug:slug>/criteria/new/", criterion.criterion_create, name="criterion_create"),
    path("<slug:slug>/criteria/<int:pk>/", criterion.criterion_edit, name="criterion_edit"),
    path("<slug:slug>/criteria/<int:pk>/add/", criterion.criterion_add, name="criterion_add"),
    path("<slug:slug>/criteria/<int:pk>/remove/", criterion.criterion_remove, name="criterion_remove"),
    path("<slug:slug>/criteria/<int:pk>/up/", criterion.criterion_move, {"places": -1}, name="criterion_up"),
    path("<slug:slug>/criteria/<int:pk>/down/", criterion.criterion_move, {"places": 1}, name="criterion_down"),
    path("<slug:slug>/preview/", preview.survey_preview, name="survey_preview"),
    path("<slug:slug>/open/", opening.survey_open, name="survey_open"),
    path("<slug:slug>/extend/", opening.survey_extend, name="survey_extend"),
    path("<slug:slug>/close/", opening.survey_close, name="survey_close"),
    path("<slug:slug>/reopen/", opening.survey_reopen, name="survey_reopen"),
    # the page of a survey: last, for any word may be a survey's
    path("<slug:slug>/", dashboard.survey, name="survey"),
    path("<slug:slug>/accounts/", dashboard.survey_accounts, name="survey_accounts"),
    path("<slug:slug>/profile.svg", dashboard.survey_picture, {"picture": "profile"}, name="survey_profile_svg"),
    path("<slug:slug>/grid.svg", dashboard.survey_picture, {"picture": "grid"}, name="survey_grid_svg"),
    path("<slug:slug>/answers.svg", dashboard.survey_picture, {"picture": "answers"}, name="survey_answers_svg"),
]

# open to everybody; kamplan/urls.py has them at the root of the site
public = [
    path("unsubscribe/<str:token>/", unsubscription.unsubscribe_page, name="unsubscribe"),
    path("unsubscribe/<str:token>/one-click/", unsubscription.unsubscribe_at_once, name="unsubscribe_at_once"),
]
