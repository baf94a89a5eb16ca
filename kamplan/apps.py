"""The frame as a Django app: it brings commands, template tags and the job table."""

from django.apps import AppConfig


class KamplanConfig(AppConfig):
    name = "kamplan"
    verbose_name = "kamplan"
