"""Reading tasks, what waits, and what has a day."""
