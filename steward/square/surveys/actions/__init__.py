"""Verbs of the surveys room."""
