"""The figures of a survey made visible: pictures, sentences and the rows of a table."""

from surveys.charts.dashboard import Dashboard, dashboard

__all__ = ["Dashboard", "dashboard"]
