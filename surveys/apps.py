"""The surveys app."""

import importlib

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        """Declare what the tables hold about persons; it needs all models, so it waits until they are there."""
        importlib.import_module("surveys.privacy")
