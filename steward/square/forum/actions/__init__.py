"""What happens on the square."""
