"""What can be written to the journal."""
