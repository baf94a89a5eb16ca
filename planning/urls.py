"""Addresses of the start page and what spans all chapters."""

from django.urls import path

from planning.views import privacy
from planning.views.demo import demo
from planning.views.home import home, home_acts
from planning.views.rights import rights

urlpatterns = [
    path("", home, name="home"),
    path("start/acts/<slug:slug>/", home_acts, name="home_acts"),
    path("demo/", demo, name="demo"),
    path("rights/", rights, name="rights"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/register.csv", privacy.privacy_register, {"form": "csv"}, name="privacy_csv"),
    path("privacy/register.xlsx", privacy.privacy_register, {"form": "xlsx"}, name="privacy_xlsx"),
    path("privacy/person/", privacy.privacy_person, name="privacy_person"),
    path("privacy/requests/<int:pk>/", privacy.privacy_request, name="privacy_request"),
    path("privacy/requests/<int:pk>/leave-out/", privacy.privacy_leave_out, name="privacy_leave_out"),
    path("privacy/requests/<int:pk>/export/", privacy.privacy_export, name="privacy_export"),
    path("privacy/requests/<int:pk>/erase/", privacy.privacy_erase, name="privacy_erase"),
    path("contacts/<int:pk>/data/", privacy.contact_data, name="contact_data"),
    path("contacts/<int:pk>/data/export/", privacy.contact_export, name="contact_data_export"),
]
