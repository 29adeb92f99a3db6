"""What there is to move."""
