"""Addresses of surveys."""

from django.urls import path

from surveys.views import dashboard, results, survey, upload

urlpatterns = [
    path("", survey.survey_list, name="survey_list"),
    path("new/", upload.survey_create, name="survey_create"),
    path("new/template.csv", upload.survey_template, {"form": "csv"}, name="survey_template_csv"),
    path("new/template.xlsx", upload.survey_template, {"form": "xlsx"}, name="survey_template_xlsx"),
    path("uploads/<int:pk>/", upload.upload, name="upload"),
    path("bin/", survey.survey_bin, name="survey_bin"),
    path("bin/<int:pk>/restore/", survey.survey_restore, name="survey_restore"),
    path("<slug:slug>/edit/", survey.survey_edit, name="survey_edit"),
    path("<slug:slug>/delete/", survey.survey_delete, name="survey_delete"),
    path("<slug:slug>/results.csv", results.survey_results, {"form": "csv"}, name="survey_results_csv"),
    path("<slug:slug>/results.xlsx", results.survey_results, {"form": "xlsx"}, name="survey_results_xlsx"),
    path("<slug:slug>/results.json", results.survey_results, {"form": "json"}, name="survey_results_json"),
    # the page of a survey: last, for any word may be a survey's
    path("<slug:slug>/", dashboard.survey, name="survey"),
    path("<slug:slug>/accounts/", dashboard.survey_accounts, name="survey_accounts"),
    path("<slug:slug>/profile.svg", dashboard.survey_picture, {"picture": "profile"}, name="survey_profile_svg"),
    path("<slug:slug>/grid.svg", dashboard.survey_picture, {"picture": "grid"}, name="survey_grid_svg"),
    path("<slug:slug>/answers.svg", dashboard.survey_picture, {"picture": "answers"}, name="survey_answers_svg"),
]
