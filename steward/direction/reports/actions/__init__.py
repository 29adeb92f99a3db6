"""What can be done with reports and plans."""
