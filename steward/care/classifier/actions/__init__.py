"""What changes classifier."""
