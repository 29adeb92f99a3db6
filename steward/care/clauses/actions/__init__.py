"""What can be done to the code."""
