"""Every change of goals, one verb to a file."""
