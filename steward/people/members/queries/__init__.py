"""Reads of the members room."""
