"""The map of the site."""

from django.urls import include, path

from kamplan import views

urlpatterns = [
    path("jobs/<int:pk>/", views.job, name="job"),
    path("", include("surveys.urls")),
    path("", include("accounts.urls")),
    path("", include("planning.urls")),
]

handler400 = "kamplan.errors.bad_request"
handler500 = "kamplan.errors.server_error"
