"""What holds between cases, people and the ladder: pure functions."""
