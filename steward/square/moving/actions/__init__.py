"""Moving in, and moving out again."""
