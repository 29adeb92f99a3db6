"""Typed text into clean values, by subject."""
