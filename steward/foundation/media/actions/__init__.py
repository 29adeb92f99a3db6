"""What can happen to pictures."""
