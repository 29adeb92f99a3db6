"""Writing letters and what follows."""
