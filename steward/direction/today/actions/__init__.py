"""Verbs of the today room."""
