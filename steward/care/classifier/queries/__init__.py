"""Reads of the classifier."""
