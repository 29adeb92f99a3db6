"""The team itself: what it has to do."""
