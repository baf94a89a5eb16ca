"""The figures of a survey made visible: pictures, sentences and the rows of a table."""

from surveys.charts.dashboard import Dashboard, chart_of, dashboard

__all__ = ["Dashboard", "chart_of", "dashboard"]
