"""What people may do on the square: pure predicates."""
