"""Screens of coming in, of oneself, and of the team's queue."""
