"""Changing what the community says of itself."""
