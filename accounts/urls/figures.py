"""Addresses of figures: areas and rates, what an account buys and is worth, the customer’s own, imports."""

from django.urls import path

from accounts.views import (
    area,
    budget,
    data_import,
    figure,
    rate,
    value,
    worth,
    worth_entry,
)

FIGURES = [
    path("areas/", area.area_list, name="area_list"),
    path("areas/add/", area.area_add, name="area_add"),
    path("areas/<int:pk>/edit/", area.area_edit, name="area_edit"),
    path("areas/<int:pk>/up/", area.area_move, {"step": -1}, name="area_up"),
    path("areas/<int:pk>/down/", area.area_move, {"step": 1}, name="area_down"),
    path("areas/<int:pk>/remove/", area.area_remove, name="area_remove"),
    path("rates/", rate.rate_list, name="rate_list"),
    path("rates/<int:pk>/edit/", rate.rate_edit, name="rate_edit"),
    path("rates/<int:pk>/remove/", rate.rate_remove, name="rate_remove"),
]

VALUE = [
    path("accounts/<int:pk>/value/", value.value, name="value"),
    path("accounts/<int:pk>/value/panel/", value.value_panel, name="value_panel"),
    path("accounts/<int:pk>/value/months.svg", value.value_svg, name="value_svg"),
    path("accounts/<int:pk>/value/export.csv", value.value_export, {"form": "csv"}, name="value_csv"),
    path("accounts/<int:pk>/value/export.xlsx", value.value_export, {"form": "xlsx"}, name="value_xlsx"),
    path("accounts/<int:account_pk>/budgets/add/", budget.budget_add, name="budget_add"),
    path("accounts/<int:account_pk>/budgets/<int:pk>/edit/", budget.budget_edit, name="budget_edit"),
    path("accounts/<int:account_pk>/budgets/<int:pk>/remove/", budget.budget_remove, name="budget_remove"),
]

OF_THE_CUSTOMER = [
    path("accounts/<int:account_pk>/figures/", figure.figure_list, name="figure_list"),
    path("accounts/<int:account_pk>/figures/export.csv", figure.figure_export, {"form": "csv"}, name="figure_csv"),
    path("accounts/<int:account_pk>/figures/export.xlsx", figure.figure_export, {"form": "xlsx"}, name="figure_xlsx"),
    path("accounts/<int:account_pk>/figures/profile/", figure.profile_edit, name="profile_edit"),
    path("accounts/<int:account_pk>/figures/add/", figure.figure_add, name="figure_add"),
    path("accounts/<int:account_pk>/figures/<int:pk>/edit/", figure.figure_edit, name="figure_edit"),
    path("accounts/<int:account_pk>/figures/<int:pk>/remove/", figure.figure_remove, name="figure_remove"),
]

WORTH = [
    path("accounts/<int:pk>/worth/", worth.worth, name="worth"),
    path("accounts/<int:pk>/worth/panel/", worth.worth_panel, name="worth_panel"),
    path("accounts/<int:pk>/worth/history/", worth.worth_story, name="worth_story"),
    path("accounts/<int:pk>/worth/margin.svg", worth.worth_picture, {"name": "margin"}, name="worth_margin_svg"),
    path("accounts/<int:pk>/worth/lifetime.svg", worth.worth_picture, {"name": "lifetime"}, name="worth_lifetime_svg"),
    path("accounts/<int:pk>/worth/export.csv", worth.worth_file, {"form": "csv"}, name="worth_csv"),
    path("accounts/<int:pk>/worth/export.xlsx", worth.worth_file, {"form": "xlsx"}, name="worth_xlsx"),
    path("accounts/<int:pk>/worth/terms/", worth_entry.worth_terms, name="worth_terms"),
    path("worth/terms/", worth_entry.worth_terms_of_house, name="worth_terms_of_house"),
    *(
        path(f"accounts/<int:account_pk>/worth/{kind}/{end}", view, {"kind": kind}, name=f"worth_{kind}_{act}")
        for kind in worth_entry.ENTRIES
        for act, end, view in (
            ("add", "add/", worth_entry.entry_add),
            ("edit", "<int:pk>/edit/", worth_entry.entry_edit),
            ("remove", "<int:pk>/remove/", worth_entry.entry_remove),
        )
    ),
]

IMPORTS = [
    path("imports/", data_import.import_list, name="import_list"),
    path("imports/new/", data_import.import_create, name="import_create"),
    path("imports/template/<str:kind>.csv", data_import.import_template, {"form": "csv"}, name="import_template_csv"),
    path(
        "imports/template/<str:kind>.xlsx", data_import.import_template, {"form": "xlsx"}, name="import_template_xlsx"
    ),
    path("imports/<int:pk>/", data_import.data_import, name="data_import"),
    path("imports/<int:pk>/columns/", data_import.import_map, name="import_map"),
    path("imports/<int:pk>/reading/", data_import.import_read, name="import_read"),
    path("imports/<int:pk>/areas/", data_import.import_areas, name="import_areas"),
    path("imports/<int:pk>/undo/", data_import.import_undo, name="import_undo"),
    path("imports/<int:pk>/refused.csv", data_import.import_refused, {"form": "csv"}, name="import_refused_csv"),
    path("imports/<int:pk>/refused.xlsx", data_import.import_refused, {"form": "xlsx"}, name="import_refused_xlsx"),
]

urlpatterns = [*FIGURES, *VALUE, *OF_THE_CUSTOMER, *WORTH, *IMPORTS]
