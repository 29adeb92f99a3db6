"""Reads of the joining room."""
