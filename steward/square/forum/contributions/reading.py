"""What the square offers: reading."""
