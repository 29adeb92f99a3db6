"""Giving and taking rights."""
