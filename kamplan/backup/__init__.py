"""Backups: one file with the database, the kept files and a manifest, and the proof that it can be restored."""
