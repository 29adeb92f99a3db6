"""Commands of the notify room."""
