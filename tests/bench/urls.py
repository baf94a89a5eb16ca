"""The product's addresses and the floor."""

from django.urls import path

from kamplan.urls import *  # noqa: F403
from kamplan.urls import urlpatterns as ours
from tests.bench.floor import floor

urlpatterns = [path("bench/floor/", floor, name="floor"), *ours]
