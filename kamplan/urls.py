"""The map of the site."""

from django.urls import include, path

import surveys.urls
from kamplan import views

urlpatterns = [
    path("jobs/<int:pk>/", views.job, name="job"),
    path("surveys/", include("surveys.urls")),
    path("", include(surveys.urls.public)),
    path("", include("accounts.urls")),
    path("", include("planning.urls")),
]

handler400 = "kamplan.errors.bad_request"
handler500 = "kamplan.errors.server_error"
