"""Asking members, and what they answered."""
