"""The map of the site."""

from django.urls import include, path

urlpatterns = [
    path("sign-in/", include("allauth.urls")),
    path("surveys/", include("surveys.urls")),
    path("", include("accounts.urls")),
    path("", include("planning.urls")),
]

handler400 = "kamplan.errors.bad_request"
handler500 = "kamplan.errors.server_error"
