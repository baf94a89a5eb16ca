"""The frame's own tables: long work and how far it is, daily work and when it was done."""

from kamplan.daily import DailyRun
from kamplan.jobs import Job

__all__ = ["DailyRun", "Job"]
