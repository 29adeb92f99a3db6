"""Pages of the square."""
