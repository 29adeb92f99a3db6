"""Reads of the today room: constant numbers of queries, nothing from the lake."""
