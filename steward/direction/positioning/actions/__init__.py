"""Verbs of the positioning room."""
