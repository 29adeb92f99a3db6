"""What changes screening."""
