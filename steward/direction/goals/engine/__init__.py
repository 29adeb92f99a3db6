"""Target lines, progress and verdicts: pure functions on numbers and days."""
