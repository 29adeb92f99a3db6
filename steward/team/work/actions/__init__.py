"""What is done with tasks: one verb for each file."""
