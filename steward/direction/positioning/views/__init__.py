"""The pages of the positioning room."""
