"""The planning app."""

import importlib

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        """Declare what the tables hold about persons; it needs all models, so it waits until they are there."""
        importlib.import_module("planning.privacy")
