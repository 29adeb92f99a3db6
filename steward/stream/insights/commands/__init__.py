"""Command lines of insights."""
