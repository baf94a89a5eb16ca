"""Addresses of all accounts together: portfolio, matrix, concentration, tenure, uniqueness."""

from django.urls import path

from accounts.exports.portfolio import SHEETS
from accounts.views import (
    concentration,
    matrix,
    matrix_lines,
    portfolio,
    tenure,
    uniqueness,
)

PORTFOLIO = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    *(
        path(
            f"portfolio/{sheet}.{form}",
            portfolio.portfolio_file,
            {"form": form, "sheet": sheet},
            name=f"portfolio_{sheet}_{form}",
        )
        for sheet in SHEETS
        for form in ("csv", "xlsx")
    ),
]

MATRIX = [
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/export.csv", matrix.matrix_file, {"form": "csv"}, name="matrix_csv"),
    path("matrix/export.xlsx", matrix.matrix_file, {"form": "xlsx"}, name="matrix_xlsx"),
    path("matrix/matrix.svg", matrix.matrix_picture, name="matrix_svg"),
    path("matrix/lines/", matrix_lines.matrix_lines, name="matrix_lines"),
]

CONCENTRATION = [
    path("concentration/", concentration.concentration, name="concentration"),
    path(
        "concentration/lorenz.svg",
        concentration.concentration_picture,
        {"name": "lorenz"},
        name="concentration_lorenz_svg",
    ),
    path(
        "concentration/before.svg",
        concentration.concentration_picture,
        {"name": "before"},
        name="concentration_before_svg",
    ),
    path("concentration/export.csv", concentration.concentration_file, {"form": "csv"}, name="concentration_csv"),
    path("concentration/export.xlsx", concentration.concentration_file, {"form": "xlsx"}, name="concentration_xlsx"),
]

TENURE = [
    path("tenure/", tenure.tenure, name="tenure"),
    path("tenure/export.csv", tenure.tenure_file, {"form": "csv"}, name="tenure_csv"),
    path("tenure/export.xlsx", tenure.tenure_file, {"form": "xlsx"}, name="tenure_xlsx"),
]

UNIQUENESS = [
    path("uniqueness/", uniqueness.uniqueness, name="uniqueness"),
    path("uniqueness/export.csv", uniqueness.uniqueness_file, {"form": "csv"}, name="uniqueness_csv"),
    path("uniqueness/export.xlsx", uniqueness.uniqueness_file, {"form": "xlsx"}, name="uniqueness_xlsx"),
    path("uniqueness/areas.svg", uniqueness.uniqueness_picture, name="uniqueness_svg"),
    path("areas/<int:pk>/uniqueness/", uniqueness.uniqueness_rate, name="uniqueness_rate"),
]

urlpatterns = [*PORTFOLIO, *MATRIX, *CONCENTRATION, *TENURE, *UNIQUENESS]
