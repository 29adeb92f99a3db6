"""Reading the square: every query starts from a standpoint."""
