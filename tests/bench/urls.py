"""The product's addresses, the floor, a write, and the bare submission."""

from django.urls import path

from kamplan.urls import *  # noqa: F403
from kamplan.urls import urlpatterns as ours
from tests.bench.bare import bare
from tests.bench.floor import floor, write

urlpatterns = [
    path("bench/floor/", floor, name="floor"),
    path("bench/write/", write, name="write"),
    path("bench/bare/<int:survey>/", bare, name="bare"),
    *ours,
]
