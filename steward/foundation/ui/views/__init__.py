"""Screens of the interface itself."""
