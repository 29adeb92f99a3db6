"""Coming in, showing oneself, leaving."""
