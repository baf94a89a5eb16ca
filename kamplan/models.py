"""The frame's own table: long work and how far it is."""

from kamplan.jobs import Job

__all__ = ["Job"]
