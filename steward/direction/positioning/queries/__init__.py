"""Reads of the positioning room."""
