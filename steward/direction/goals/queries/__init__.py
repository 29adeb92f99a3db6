"""Reading goals: their states, and what the lake says of their numbers."""
