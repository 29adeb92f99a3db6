"""Reading decisions, and the lake on their behalf."""
