"""Work of surveys that no visitor waits for. Each module names its work; importing them here makes it known."""

from surveys.jobs import message, retention, survey, upload

__all__ = ["message", "retention", "survey", "upload"]
