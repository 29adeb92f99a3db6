"""What the team decided about a number, and what came of it."""
