"""Reads of the stream."""
